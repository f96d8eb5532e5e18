package dev.openllm.server.cli.log;

import dev.openllm.server.cli.conversation.StoredConversation;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Print a conversation. Default: the most recent conversation.",
        footer = {"", "Examples:", "  open-llm log show 20261129-101500-3f9a"})
final class LogShow implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The conversation ID or a unique prefix of it.")
    private String id;

    LogShow(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        StoredConversation stored = LogCommand.read(servers, terminal, id);
        if (common.json()) {
            new JsonLines(terminal.out()).write(ConversationExport.json(stored));
        } else {
            ConversationExport.print(terminal, ConversationExport.markdown(stored));
        }
        return ExitCode.OK.code();
    }
}
