package dev.openllm.server.cli.chat;

import dev.openllm.server.cli.conversation.StoredConversation;
import dev.openllm.server.cli.conversation.StoredConversations;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.UsageError;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that select the stored conversation to continue, and whether this one is stored. */
final class StoreOptions {

    @Option(
            names = {"-c", "--continue"},
            description = "Continue the most recent stored conversation, with its model and instructions.")
    private boolean last;

    @Option(
            names = "--conversation",
            paramLabel = "ID",
            description = "Continue a stored conversation; see open-llm log.")
    private String id;

    @Option(
            names = "--log",
            negatable = true,
            description = "Store the conversation, or do not store it. Default: interactive chats and continued "
                    + "conversations are stored.")
    private Boolean log;

    /** The conversation to continue. @throws UsageError when there is none */
    Optional<StoredConversation> continued(Servers servers, StderrMessages messages) {
        if (!last && id == null) {
            return Optional.empty();
        } else if (last && id != null) {
            throw new UsageError("Give either -c or --conversation.");
        }
        StoredConversations conversations = new StoredConversations(servers.userFolder());
        String found = id != null
                ? conversations.find(id)
                : conversations
                        .last()
                        .orElseThrow(
                                () -> new UsageError("No conversation is stored yet. An interactive chat is stored,"
                                        + " and a single question with --log."));
        StoredConversation stored = conversations.read(found);
        if (stored.damagedLines() > 0) {
            messages.note(
                    stored.damagedLines() == 1
                            ? "1 damaged line of the conversation was skipped."
                            : stored.damagedLines() + " damaged lines of the conversation were skipped.");
        }
        return Optional.of(stored);
    }

    /** Where the conversation is stored; empty if it is not. */
    Optional<StoredConversations> store(
            Servers servers, CommonOptions common, boolean interactive, StderrMessages messages) {
        boolean wanted = log == null ? interactive || last || id != null : log;
        if (!wanted) {
            return Optional.empty();
        }
        if (servers.storesChats(common.config())) {
            return Optional.of(new StoredConversations(servers.userFolder()));
        }
        if (log != null) {
            throw new UsageError("--log: chat.history is false in the configuration, or the configuration is broken.");
        }
        if (!interactive) {
            messages.note("The conversation continues but is not stored: chat.history is false.");
        }
        return Optional.empty();
    }
}
