package dev.openllm.server.cli.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.cli.conversation.StoredConversation;
import dev.openllm.server.cli.conversation.StoredConversations;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "log",
        description = "List, search, show, export, or delete stored conversations.",
        footer = {
            "",
            "Interactive chats are stored automatically, and single messages are stored with --log. To turn off "
                    + "storage, set chat.history to false. The most recent 1,000 conversations, up to 256 MB, are "
                    + "retained; older conversations are deleted.",
            "",
            "Examples:",
            "  open-llm log",
            "  open-llm log search \"race condition\"",
            "  open-llm log show",
            "  open-llm log export 20261129-101500-3f9a --output chat.md",
            "  open-llm log delete --all"
        },
        synopsisSubcommandLabel = "[COMMAND]")
public final class LogCommand implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "20",
            description = "The maximum number of conversations to list. Default: 20.")
    private int limit;

    private LogCommand(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    /** Returns the {@code log} command with its subcommands. */
    public static CommandLine create(Servers servers, Terminal terminal) {
        return new CommandLine(new LogCommand(servers, terminal))
                .addSubcommand(new LogSearch(servers, terminal))
                .addSubcommand(new LogShow(servers, terminal))
                .addSubcommand(new LogExport(servers, terminal))
                .addSubcommand(new LogDelete(servers, terminal));
    }

    @Override
    public Integer call() {
        requireValidLimit(limit);
        StoredConversations conversations = new StoredConversations(servers.userFolder());
        List<StoredConversation> newest = conversations.newestFirst().stream()
                .limit(limit)
                .map(conversations::read)
                .toList();
        ConversationList list = new ConversationList(terminal, common.json());
        list.print(newest);
        if (newest.isEmpty()) {
            new StderrMessages(terminal)
                    .note("No conversation is stored. Interactive chats are stored automatically, and single messages "
                            + "are stored with --log.");
        }
        return ExitCode.OK.code();
    }

    /** @param id a unique prefix of a conversation ID, or {@code null} for the most recently continued conversation */
    static StoredConversation read(Servers servers, Terminal terminal, String id) {
        StoredConversations conversations = new StoredConversations(servers.userFolder());
        String conversationId = id != null
                ? conversations.find(id)
                : conversations.last().orElseThrow(() -> new UsageError("No conversation is stored."));
        StoredConversation stored = conversations.read(conversationId);
        if (stored.damagedLines() > 0) {
            new StderrMessages(terminal)
                    .note(
                            stored.damagedLines() == 1
                                    ? "1 damaged line was skipped."
                                    : stored.damagedLines() + " damaged lines were skipped.");
        }
        return stored;
    }

    static void requireValidLimit(int count) {
        if (count < 1) {
            throw new UsageError("--limit must be 1 or more.");
        }
    }

    /** Returns a summary of a conversation without its messages. */
    static ObjectNode summary(StoredConversation stored) {
        return Wire.JSON
                .createObjectNode()
                .put("id", stored.id())
                .put("started", stored.started())
                .put("updated", stored.updated())
                .put("model", stored.model())
                .put("messages", stored.messages().size())
                .put("title", stored.title());
    }
}
