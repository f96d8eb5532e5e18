package dev.openllm.server.cli.secrets;

import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "env",
        description =
                "Print shell commands that set API keys as environment variables, for programs that cannot read keys"
                    + " in any other way: eval \"$(open-llm secrets env openai)\". On a terminal, --show is required.")
final class PrintKeys implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "PROVIDER", arity = "1..*", description = "The names of the configured providers.")
    private List<String> providers;

    @Option(names = "--show", description = "Print the API keys even if stdout is a terminal.")
    private boolean show;

    @Option(
            names = "--shell",
            paramLabel = "SHELL",
            description = "The shell: sh (for sh, bash, zsh, and fish) or " + "powershell.")
    private ShellName shell = System.getProperty("os.name").startsWith("Windows") ? ShellName.POWERSHELL : ShellName.SH;

    PrintKeys(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (terminal.outIsTerminal() && !show) {
            throw new UsageError(
                    "This command prints API keys. Use it in eval \"$(…)\" or a pipe, or add --show to print the keys "
                            + "on the terminal.");
        }
        try (Session session = Session.receivingKeys(servers, common.config())) {
            session.problems().forEach(new StderrMessages(terminal)::problem);
            Map<String, String> keys = session.keys(providers);
            if (common.json()) {
                new JsonLines(terminal.out()).write(keys);
            } else {
                keys.forEach((name, key) -> terminal.out().println(shell.assignment(name, key)));
                terminal.out().flush();
            }
        }
        return ExitCode.OK.code();
    }
}
