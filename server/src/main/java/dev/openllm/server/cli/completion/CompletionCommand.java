package dev.openllm.server.cli.completion;

import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Print the shell completion script.",
        footer = {
            "",
            "To enable completion in new shells, add the line for your shell to its startup file:",
            "  bash, ~/.bashrc:                   eval \"$(open-llm completion bash)\"",
            "  zsh, ~/.zshrc, after compinit:     eval \"$(open-llm completion zsh)\"",
            "  fish, ~/.config/fish/config.fish:  open-llm completion fish | source"
        })
public final class CompletionCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Path cacheFolder;
    private final CompletionValues values;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "The shell: ${COMPLETION-CANDIDATES}.")
    private CompletingShell shell;

    /** The shells for which a completion script exists. */
    private enum CompletingShell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public CompletionCommand(Terminal terminal, Path cacheFolder, CompletionValues values) {
        this.terminal = terminal;
        this.cacheFolder = cacheFolder;
        this.values = values;
    }

    @Override
    public Integer call() {
        String script = script("completion." + shell);
        terminal.out().print(script);
        terminal.out().flush();
        new CompletionFiles(cacheFolder).write(spec.root(), values, shell.toString(), script);
        return ExitCode.OK.code();
    }

    private static String script(String name) {
        try (InputStream script = CompletionCommand.class.getResourceAsStream(name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
