package dev.openllm.server.cli.chat;

import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was said so far in an interactive chat. Of use to one thread. */
final class Conversation {

    private final List<Message> turns = new ArrayList<>();
    private final List<Part> attachments = new ArrayList<>();
    private Optional<Message> instructions = Optional.empty();
    private Optional<Message> lastQuestion = Optional.empty();
    private int beforeLastQuestion;

    /** Goes on from here. */
    void begin(List<Message> given) {
        turns.addAll(given);
    }

    /** Instructions that stand before the conversation; none when blank. */
    void instruct(String text) {
        instructions = text.isBlank() ? Optional.empty() : Optional.of(Message.system(text));
    }

    /** Goes with the next question. */
    void attach(Part part) {
        attachments.add(part);
    }

    /** Forgets everything but the instructions. */
    void clear() {
        turns.clear();
        attachments.clear();
        lastQuestion = Optional.empty();
    }

    /** Adds a question, with what was attached to it. */
    void ask(String text) {
        List<Part> parts = new ArrayList<>(attachments);
        attachments.clear();
        parts.add(new Part.Text(text));
        ask(parts);
    }

    /** Adds what the user's side says. */
    void ask(List<Part> parts) {
        beforeLastQuestion = turns.size();
        Message question = new Message(Role.USER, parts);
        lastQuestion = Optional.of(question);
        turns.add(question);
    }

    /** Asks the last question again, without its answer. @return whether there was one */
    boolean askAgain() {
        lastQuestion.ifPresent(question -> {
            takeBack();
            turns.add(question);
        });
        return lastQuestion.isPresent();
    }

    /** Adds the answer; a question to which nothing was said is taken back, so that the next one can be asked. */
    void answer(List<Part> parts) {
        if (parts.isEmpty()) {
            takeBack();
        } else {
            turns.add(new Message(Role.ASSISTANT, parts));
        }
    }

    private void takeBack() {
        turns.subList(beforeLastQuestion, turns.size()).clear();
    }

    /** The tools that the last answer wants called. */
    List<Part.ToolCall> openCalls() {
        if (turns.isEmpty() || turns.getLast().role() != Role.ASSISTANT) {
            return List.of();
        }
        return turns.getLast().parts().stream()
                .filter(Part.ToolCall.class::isInstance)
                .map(Part.ToolCall.class::cast)
                .toList();
    }

    /** As it is sent. */
    List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        instructions.ifPresent(messages::add);
        messages.addAll(turns);
        return messages;
    }
}
