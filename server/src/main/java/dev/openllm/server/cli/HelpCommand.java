package dev.openllm.server.cli;

import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Prints the help of a command. For example, {@code open-llm help secrets set} is equivalent to {@code open-llm secrets
 * set --help}.
 */
@Command(
        name = "help",
        description = "Show help for a command.",
        footer = {"", "Examples:", "  open-llm help", "  open-llm help secrets set"})
final class HelpCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command, such as 'secrets set'.")
    private List<String> words = List.of();

    @Override
    public Integer call() {
        CommandLine command = spec.root().commandLine();
        for (String word : words) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                String suggestion = SimilarWords.closest(
                                word, command.getSubcommands().keySet())
                        .map(name -> " Did you mean " + name + "?")
                        .orElse("");
                throw new UsageError("Unknown command: " + Terminal.sanitize(word) + "." + suggestion);
            }
            command = next;
        }
        command.usage(command.getOut());
        return ExitCode.OK.code();
    }
}
