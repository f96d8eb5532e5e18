package dev.openllm.server.cli.chat;

import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.cli.conversation.Exchange;
import dev.openllm.server.cli.conversation.StoredConversation;
import dev.openllm.server.cli.conversation.StoredConversations;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.file.CannotWrite;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Stores the exchanges of a conversation during a chat. If an exchange cannot be stored, the chat continues; only the
 * first failure is reported.
 */
final class ConversationStore {

    private static final String PROCESS_START = Long.toString(Instant.now().toEpochMilli(), Character.MAX_RADIX);

    private final Optional<StoredConversations> conversations;
    private final StderrMessages stderrMessages;
    private final Deque<Stored> exchanges = new ArrayDeque<>();
    private Optional<String> id = Optional.empty();
    private Optional<String> system = Optional.empty();
    private int exchangeCount;
    private boolean failed;

    /**
     * An exchange that has been stored.
     *
     * @param end the number of messages in the conversation up to the end of this exchange
     */
    private record Stored(String id, int end) {}

    private ConversationStore(Optional<StoredConversations> conversations, StderrMessages stderrMessages) {
        this.conversations = conversations;
        this.stderrMessages = stderrMessages;
    }

    /** @param conversations the storage for conversations; empty if the conversation must not be stored */
    static ConversationStore of(Optional<StoredConversations> conversations, StderrMessages stderrMessages) {
        return new ConversationStore(conversations, stderrMessages);
    }

    /** Continues a stored conversation and adds its exchanges to the current conversation. */
    void resume(StoredConversation stored, Conversation conversation) {
        id = Optional.of(stored.id());
        system = stored.system();
        for (Exchange exchange : stored.exchanges()) {
            conversation.restore(exchange.messages());
            exchanges.push(new Stored(exchange.id(), conversation.turns().size()));
        }
        conversation.unchangedCount();
    }

    /** Starts a new conversation. */
    void begin() {
        id = Optional.empty();
        system = Optional.empty();
        exchanges.clear();
    }

    /** Returns the ID of the conversation, or an empty result if no part of it has been stored. */
    Optional<String> id() {
        return conversations.isEmpty() ? Optional.empty() : id;
    }

    /** Stores the changes that were made to a conversation since the previous call. */
    void update(Conversation conversation, String model) {
        int unchangedCount = conversation.unchangedCount();
        while (!exchanges.isEmpty() && exchanges.peek().end() > unchangedCount) {
            append(new Exchange(
                    "",
                    now(),
                    model,
                    Optional.empty(),
                    List.of(),
                    Optional.of(exchanges.pop().id())));
        }
        int start = exchanges.isEmpty() ? 0 : exchanges.peek().end();
        int questionStart = Math.max(start, conversation.firstQuestionIndex());
        add(conversation, start, questionStart, model);
        add(conversation, questionStart, conversation.turns().size(), model);
    }

    private void add(Conversation conversation, int start, int end, String model) {
        if (start < end) {
            add(conversation.turns().subList(start, end), conversation.instructions(), model);
            exchanges.push(new Stored(exchangeId(), end));
        }
    }

    /** Stores an exchange. @param instructions the current instructions, which are stored only if they have changed */
    void add(List<Message> messages, Optional<String> instructions, String model) {
        Optional<String> changed =
                instructions.equals(system) ? Optional.empty() : Optional.of(instructions.orElse(""));
        system = instructions;
        exchangeCount++;
        append(new Exchange(exchangeId(), now(), model, changed, List.copyOf(messages), Optional.empty()));
    }

    /**
     * Returns an ID for the exchange. The ID is unique even if several processes continue the same conversation at the
     * same time.
     */
    private String exchangeId() {
        return ProcessHandle.current().pid() + "-" + PROCESS_START + "-" + exchangeCount;
    }

    private void append(Exchange exchange) {
        if (conversations.isEmpty() || failed) {
            return;
        }
        id = id.or(() -> Optional.of(StoredConversations.newId(Instant.now())));
        try {
            if (!conversations.get().append(id.get(), exchange)) {
                reportFailure("it has reached the limit of 16 MB; use /new to start another conversation");
            }
        } catch (IOException unwritable) {
            reportFailure(CannotWrite.reason(unwritable).map(UserText::english).orElse("the file cannot be written"));
        }
    }

    private void reportFailure(String reason) {
        failed = true;
        stderrMessages.note("This conversation is no longer being stored: " + reason + ".");
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
