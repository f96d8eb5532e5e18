package dev.openllm.server.cli.chat;

import dev.openllm.server.cli.conversation.StoredConversation;
import dev.openllm.server.cli.conversation.StoredConversations;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.UsageError;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that select the stored conversation to continue and determine whether the new conversation is stored. */
final class StoreOptions {

    @Option(
            names = {"-c", "--continue"},
            description = "Continue the most recent stored conversation, with its model and instructions.")
    private boolean last;

    @Option(
            names = "--conversation",
            paramLabel = "ID",
            description = "Continue the stored conversation with this ID or unique prefix. Run 'open-llm log' to "
                    + "list the IDs.")
    private String id;

    @Option(
            names = "--log",
            negatable = true,
            description = "Whether to store the conversation. Default: interactive chats and continued conversations "
                    + "are stored.")
    private Boolean log;

    /**
     * Returns the stored conversation to continue, or an empty result if the user did not request one.
     *
     * @throws UsageError if the options contradict each other or no conversation is stored yet
     */
    Optional<StoredConversation> conversationToContinue(Servers servers, StderrMessages messages) {
        if (!last && id == null) {
            return Optional.empty();
        } else if (last && id != null) {
            throw new UsageError("Specify either -c or --conversation, not both.");
        }
        StoredConversations conversations = new StoredConversations(servers.userFolder());
        String conversationId = id != null
                ? conversations.find(id)
                : conversations
                        .last()
                        .orElseThrow(() -> new UsageError("No conversation is stored yet. Interactive chats are stored "
                                + "automatically, and single messages are stored with --log."));
        StoredConversation stored = conversations.read(conversationId);
        if (stored.damagedLines() > 0) {
            messages.note(
                    stored.damagedLines() == 1
                            ? "1 damaged line in the conversation was skipped."
                            : stored.damagedLines() + " damaged lines in the conversation were skipped.");
        }
        return Optional.of(stored);
    }

    /** Returns the storage for the conversation, or an empty result if the conversation must not be stored. */
    Optional<StoredConversations> store(
            Servers servers, CommonOptions common, boolean interactive, StderrMessages messages) {
        boolean shouldStore = log == null ? interactive || last || id != null : log;
        if (!shouldStore) {
            return Optional.empty();
        }
        if (servers.storesChats(common.config())) {
            return Optional.of(new StoredConversations(servers.userFolder()));
        }
        if (log != null) {
            throw new UsageError("--log cannot be used because chat.history is false or the configuration is invalid.");
        }
        if (!interactive) {
            messages.note("The conversation continues but is not stored because chat.history is false.");
        }
        return Optional.empty();
    }
}
