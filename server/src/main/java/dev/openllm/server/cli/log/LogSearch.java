package dev.openllm.server.cli.log;

import dev.openllm.server.cli.conversation.ConversationSearch;
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
        name = "search",
        description = "Search for text in stored conversations, ignoring case.",
        footer = {"", "Examples:", "  open-llm log search \"race condition\""})
final class LogSearch implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(
            paramLabel = "TEXT",
            arity = "1..*",
            description = "The text to find. Multiple arguments are joined " + "with spaces.")
    private List<String> words;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "20",
            description = "The maximum number of conversations to list. Default: 20.")
    private int limit;

    LogSearch(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        LogCommand.requireValidLimit(limit);
        String text = String.join(" ", words);
        if (text.isBlank()) {
            throw new UsageError("Specify the text to find.");
        }
        ConversationSearch.Result result =
                new ConversationSearch(new StoredConversations(servers.userFolder()), text).run(limit);
        new ConversationList(terminal, common.json()).printMatches(result.matches());
        StderrMessages messages = new StderrMessages(terminal);
        if (result.unreadable() > 0) {
            messages.note(
                    result.unreadable() == 1
                            ? "1 conversation could not be read."
                            : result.unreadable() + " conversations could not be read.");
        }
        if (result.matches().isEmpty()) {
            messages.note("No stored message contains this text.");
            return ExitCode.FAILED.code();
        }
        return ExitCode.OK.code();
    }
}
