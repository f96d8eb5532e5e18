package dev.openllm.server.cli.chat;

import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.server.cli.conversation.StoredConversation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The state of an interactive chat. For use by one thread. */
final class Conversation {

    private final List<Message> turns = new ArrayList<>();
    private final List<Part> attachments = new ArrayList<>();
    private Optional<Message> instructions = Optional.empty();
    private final Deque<Integer> questions = new ArrayDeque<>();
    private Optional<Message> lastQuestion = Optional.empty();
    private int unchanged;

    /** Continues from here. */
    void begin(List<Message> given) {
        turns.addAll(given);
    }

    /** Adds a stored question with everything up to its response. */
    void restore(List<Message> exchange) {
        questions.push(turns.size());
        lastQuestion =
                exchange.stream().filter(message -> message.role() == Role.USER).findFirst();
        turns.addAll(exchange);
    }

    /** Instructions that precede the conversation; none when blank. */
    void instruct(String text) {
        instructions = text.isBlank() ? Optional.empty() : Optional.of(Message.system(text));
    }

    /** Is attached to the next question. */
    void attach(Part part) {
        attachments.add(part);
    }

    /** Forgets everything but the instructions. */
    void clear() {
        turns.clear();
        questions.clear();
        attachments.clear();
        unchanged = 0;
        lastQuestion = Optional.empty();
    }

    /** Adds a question with its attachments. */
    void ask(String text) {
        List<Part> parts = new ArrayList<>(attachments);
        attachments.clear();
        parts.add(new Part.Text(text));
        ask(new Message(Role.USER, parts));
    }

    private void ask(Message question) {
        questions.push(turns.size());
        lastQuestion = Optional.of(question);
        turns.add(question);
    }

    /** Adds the results of tools. */
    void addResults(List<Part> results) {
        turns.add(new Message(Role.USER, results));
    }

    /** Repeats the last question, without its response. @return whether there was one */
    boolean askAgain() {
        Optional<Message> again = lastQuestion;
        again.ifPresent(question -> {
            takeBack(question);
            ask(question);
        });
        return again.isPresent();
    }

    /** Removes the last question with its response. @return whether there was one */
    boolean undo() {
        if (questions.isEmpty()) {
            return false;
        }
        takeBack();
        lastQuestion = questions.isEmpty() ? Optional.empty() : Optional.of(turns.get(questions.peek()));
        return true;
    }

    /** Adds the response; a question without a response is removed, so that the next one can be asked. */
    void answer(List<Part> parts) {
        if (parts.isEmpty()) {
            takeBack();
        } else {
            turns.add(new Message(Role.ASSISTANT, parts));
        }
    }

    private void takeBack() {
        takeBack(questions.pop());
    }

    /** A question without a response is no longer part of the conversation. */
    private void takeBack(Message question) {
        if (!questions.isEmpty() && turns.get(questions.peek()) == question) {
            takeBack();
        }
    }

    private void takeBack(int start) {
        turns.subList(start, turns.size()).clear();
        unchanged = Math.min(unchanged, start);
    }

    /** The number of messages that are still those of the last call. */
    int unchanged() {
        int before = unchanged;
        unchanged = turns.size();
        return before;
    }

    /** The messages without the instructions. */
    List<Message> turns() {
        return Collections.unmodifiableList(turns);
    }

    /** The number of messages before the first question. */
    int firstQuestion() {
        return questions.isEmpty() ? turns.size() : questions.peekLast();
    }

    Optional<String> instructions() {
        return instructions.map(StoredConversation::text);
    }

    /** The text of the last response. */
    Optional<String> lastResponse() {
        return turns.reversed().stream()
                .filter(message -> message.role() == Role.ASSISTANT)
                .findFirst()
                .map(StoredConversation::text);
    }

    /** The tool calls of the last response. */
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
