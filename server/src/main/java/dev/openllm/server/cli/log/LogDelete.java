package dev.openllm.server.cli.log;

import dev.openllm.server.cli.conversation.StoredConversations;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "delete",
        description = "Delete stored conversations after asking for confirmation.",
        footer = {"", "Examples:", "  open-llm log delete 20261129-101500-3f9a", "  open-llm log delete --all --yes"})
final class LogDelete implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(
            paramLabel = "ID",
            arity = "0..*",
            description = "The IDs of the conversations, or unique prefixes of the IDs.")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "Delete all conversations and the input history.")
    private boolean all;

    @Option(names = "--yes", description = "Delete without asking for confirmation.")
    private boolean yes;

    LogDelete(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (all == !ids.isEmpty()) {
            throw new UsageError("Specify conversation IDs or --all.");
        }
        StoredConversations conversations = new StoredConversations(servers.userFolder());
        List<String> conversationIds = all
                ? conversations.newestFirst()
                : ids.stream().map(conversations::find).distinct().toList();
        String description = conversationIds.size() == 1 ? "1 conversation" : conversationIds.size() + " conversations";
        StderrMessages messages = new StderrMessages(terminal);
        if (!yes && !terminal.inIsTerminal()) {
            throw new UsageError("This command deletes " + description + ". To confirm, add --yes.");
        }
        if (!yes && !messages.confirm("Delete " + description + (all ? " and the input history?" : "?"))) {
            messages.note("Nothing was deleted.");
            return ExitCode.OK.code();
        }
        conversationIds.forEach(conversations::delete);
        if (all) {
            conversations.deleteInputHistory();
        }
        messages.note("Deleted " + description + ".");
        return ExitCode.OK.code();
    }
}
