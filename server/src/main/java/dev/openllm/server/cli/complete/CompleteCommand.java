package dev.openllm.server.cli.complete;

import dev.openllm.protocol.completion.InlineCompletionParams;
import dev.openllm.protocol.completion.InlineCompletionResult;
import dev.openllm.server.cli.session.ServerChoice;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.InputLimit;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import dev.openllm.server.file.BoundedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a completion for a position in a document. */
@Command(
        name = "complete",
        description = "Print a completion at a position in a file or at the end of the text on stdin.",
        footer = {
            "",
            "Examples:",
            "  open-llm complete -m mistral/codestral-latest src/Main.java --at 12:9",
            "  printf 'def add(a, b):\\n  return ' | open-llm complete -m ollama/qwen2.5-coder",
            "  open-llm complete notes.txt --single-line"
        })
public final class CompleteCommand implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ServerChoice choice;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The file to complete. Default: the text on stdin.")
    private Path file;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            description = "The model, as PROVIDER/MODEL. Default: the model in the completion.model setting.")
    private String model = "";

    @Option(
            names = "--at",
            paramLabel = "LINE:COLUMN",
            description = "The position to complete; lines and columns start at 1. Default: the end of the text.")
    private String position;

    @Option(names = "--single-line", description = "Complete only the remainder of the current line.")
    private boolean singleLine;

    @Option(names = "--max-tokens", paramLabel = "N", description = "The maximum number of tokens to generate.")
    private Integer maxTokens;

    public CompleteCommand(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (file == null && terminal.inIsTerminal()) {
            throw new UsageError("There is no text to complete. Specify a file, or pipe text to the command.");
        }
        String text = file == null ? stdin() : text(file);
        int offset = position == null ? text.length() : offset(text);
        StderrMessages stderrMessages = new StderrMessages(terminal);
        try (Session session = choice.open(servers, common, stderrMessages)) {
            session.problems().forEach(stderrMessages::problem);
            InlineCompletionResult result = Session.get(session.server()
                    .completeInline(new InlineCompletionParams(
                            model,
                            text.substring(0, offset),
                            text.substring(offset),
                            Optional.empty(),
                            Optional.ofNullable(file).map(Path::getFileName).map(Path::toString),
                            List.of(),
                            maxTokens == null ? OptionalInt.empty() : OptionalInt.of(maxTokens),
                            singleLine,
                            Optional.empty(),
                            Optional.empty())));
            byte[] bytes = result.text().getBytes(StandardCharsets.UTF_8);
            terminal.out().write(bytes, 0, bytes.length);
            terminal.out().flush();
        }
        return ExitCode.OK.code();
    }

    private int offset(String text) {
        if (!position.matches("[1-9]\\d{0,8}:[1-9]\\d{0,8}")) {
            throw new UsageError("--at must be LINE:COLUMN, such as 12:9.");
        }
        String[] numbers = position.split(":");
        int start = 0;
        for (int line = Integer.parseInt(numbers[0]); line > 1; line--) {
            int newline = text.indexOf('\n', start);
            if (newline < 0) {
                throw new UsageError("The text has no line " + numbers[0] + ".");
            }
            start = newline + 1;
        }
        int end = text.indexOf('\n', start) < 0 ? text.length() : text.indexOf('\n', start);
        int at = start + Integer.parseInt(numbers[1]) - 1;
        if (at > end) {
            throw new UsageError("Line " + numbers[0] + " has no column " + numbers[1] + ".");
        }
        boolean insideCharacter = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
        return insideCharacter ? at - 1 : at;
    }

    private String stdin() {
        try {
            return InputLimit.decode(terminal.in().readNBytes(InputLimit.MAX_BYTES + 1))
                    .orElseThrow(() -> new UsageError("The text on stdin is not UTF-8 or is too long."));
        } catch (IOException unreadable) {
            throw new UsageError("Cannot read stdin: " + unreadable.getMessage());
        }
    }

    private static String text(Path path) {
        try {
            return InputLimit.decode(BoundedFile.read(path, InputLimit.MAX_BYTES))
                    .orElseThrow(() -> new UsageError(path + " is not UTF-8 text."));
        } catch (IOException unreadable) {
            throw new UsageError("Cannot read " + path + ": " + unreadable.getMessage());
        }
    }
}
