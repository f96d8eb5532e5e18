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

/** The messages and attachments of an interactive chat. This class is not thread-safe. */
final class Conversation {

    private final List<Message> turns = new ArrayList<>();
    private final List<Part> attachments = new ArrayList<>();
    private Optional<Message> instructions = Optional.empty();
    private final Deque<Integer> questionIndexes = new ArrayDeque<>();
    private Optional<Message> lastQuestion = Optional.empty();
    private int unchangedCount;

    /** Adds messages that precede the first question. */
    void begin(List<Message> initialMessages) {
        turns.addAll(initialMessages);
    }

    /** Adds a stored exchange: a question and all messages up to and including the response. */
    void restore(List<Message> exchange) {
        questionIndexes.push(turns.size());
        lastQuestion =
                exchange.stream().filter(message -> message.role() == Role.USER).findFirst();
        turns.addAll(exchange);
    }

    /** Sets the instructions that precede the conversation, or removes them if the text is blank. */
    void setInstructions(String text) {
        instructions = text.isBlank() ? Optional.empty() : Optional.of(Message.system(text));
    }

    /** Attaches a file or an image to the next question. */
    void attach(Part part) {
        attachments.add(part);
    }

    /** Removes all messages and attachments. The instructions are preserved. */
    void clear() {
        turns.clear();
        questionIndexes.clear();
        attachments.clear();
        unchangedCount = 0;
        lastQuestion = Optional.empty();
    }

    /** Adds a question together with the attachments that have been added. */
    void send(String text) {
        List<Part> parts = new ArrayList<>(attachments);
        attachments.clear();
        parts.add(new Part.Text(text));
        send(new Message(Role.USER, parts));
    }

    private void send(Message question) {
        questionIndexes.push(turns.size());
        lastQuestion = Optional.of(question);
        turns.add(question);
    }

    /** Adds the results of tool calls. */
    void addResults(List<Part> results) {
        turns.add(new Message(Role.USER, results));
    }

    /** Repeats the last question and removes its response. @return whether a question existed */
    boolean repeatQuestion() {
        Optional<Message> repeated = lastQuestion;
        repeated.ifPresent(question -> {
            rollBack(question);
            send(question);
        });
        return repeated.isPresent();
    }

    /** Removes the last question and its response. @return whether a question existed */
    boolean undo() {
        if (questionIndexes.isEmpty()) {
            return false;
        }
        rollBack();
        lastQuestion = questionIndexes.isEmpty() ? Optional.empty() : Optional.of(turns.get(questionIndexes.peek()));
        return true;
    }

    /**
     * Adds the response. If the response is empty, the question is removed instead, so that the next question can be
     * asked.
     */
    void addResponse(List<Part> parts) {
        if (parts.isEmpty()) {
            rollBack();
        } else {
            turns.add(new Message(Role.ASSISTANT, parts));
        }
    }

    private void rollBack() {
        rollBack(questionIndexes.pop());
    }

    /** Removes a question and all messages after it if the question is still the last question in the conversation. */
    private void rollBack(Message question) {
        if (!questionIndexes.isEmpty() && turns.get(questionIndexes.peek()) == question) {
            rollBack();
        }
    }

    private void rollBack(int start) {
        turns.subList(start, turns.size()).clear();
        unchangedCount = Math.min(unchangedCount, start);
    }

    /**
     * Returns the number of messages at the start of the conversation that have not changed since the previous call.
     */
    int unchangedCount() {
        int previousCount = unchangedCount;
        unchangedCount = turns.size();
        return previousCount;
    }

    /** Returns the messages of the conversation without the instructions. */
    List<Message> turns() {
        return Collections.unmodifiableList(turns);
    }

    /** Returns the number of messages before the first question. */
    int firstQuestionIndex() {
        return questionIndexes.isEmpty() ? turns.size() : questionIndexes.peekLast();
    }

    Optional<String> instructions() {
        return instructions.map(StoredConversation::text);
    }

    /** Returns the text of the last response. */
    Optional<String> lastResponse() {
        return turns.reversed().stream()
                .filter(message -> message.role() == Role.ASSISTANT)
                .findFirst()
                .map(StoredConversation::text);
    }

    /** Returns the tool calls in the last response that do not have results yet. */
    List<Part.ToolCall> pendingCalls() {
        if (turns.isEmpty() || turns.getLast().role() != Role.ASSISTANT) {
            return List.of();
        }
        return turns.getLast().parts().stream()
                .filter(Part.ToolCall.class::isInstance)
                .map(Part.ToolCall.class::cast)
                .toList();
    }

    /** Returns the messages to send to the model, including the instructions. */
    List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        instructions.ifPresent(messages::add);
        messages.addAll(turns);
        return messages;
    }
}
