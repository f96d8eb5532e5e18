package dev.openllm.server.cli.log;

import dev.openllm.server.cli.conversation.StoredConversation;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = "Export a conversation as Markdown or JSON. Default: the most recent conversation.",
        footer = {
            "",
            "The exported JSON file can be passed to 'open-llm chat --messages'.",
            "",
            "Examples:",
            "  open-llm log export --format json --output chat.json"
        })
final class LogExport implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The conversation ID or a unique prefix of it.")
    private String id;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "markdown",
            description = "The format: markdown or json. Default: markdown.")
    private Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The file to create. Default: stdout.")
    private Path output;

    /** The output formats of an exported conversation. */
    enum Format {
        MARKDOWN,
        JSON
    }

    LogExport(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        StoredConversation stored = LogCommand.read(servers, terminal, id);
        String text = format == Format.JSON ? ConversationExport.jsonText(stored) : ConversationExport.markdown(stored);
        if (output == null) {
            terminal.out().print(terminal.outIsTerminal() ? Terminal.sanitize(text) : text);
            terminal.out().flush();
        } else {
            ConversationExport.save(output, text);
            new StderrMessages(terminal).note("Wrote " + output + ".");
        }
        return ExitCode.OK.code();
    }
}
