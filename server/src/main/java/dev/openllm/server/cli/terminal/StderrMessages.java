package dev.openllm.server.cli.terminal;

import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.error.ErrorInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes messages and questions to stderr. Each message consists of one short sentence and, if possible, an action to
 * take.
 */
public record StderrMessages(Terminal terminal) {

    public void error(ErrorInfo error) {
        printLine(terminal.red("open-llm:") + " " + format(error.message()));
        error.hint().ifPresent(hint -> printLine("  " + format(hint)));
    }

    public void problem(Problem problem) {
        String location = problem.file()
                .map(file -> problem.line() > 0 ? file + ":" + problem.line() + ": " : file + ": ")
                .orElse("");
        printLine(terminal.red("open-llm:") + " " + format(location + problem.message()));
    }

    public void note(String text) {
        printLine(terminal.dim(format(text)));
    }

    /** Asks the user a yes-or-no question. Any answer except yes, including the end of the input, is treated as no. */
    public boolean confirm(String question) {
        return ask(question).orElse(false);
    }

    /**
     * Asks a question in the same way as {@link #confirm}, but returns an empty result if the input ends without an
     * answer.
     */
    public Optional<Boolean> ask(String question) {
        terminal.err().print(Terminal.sanitize(question) + " [y/N] ");
        terminal.err().flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8)).readLine();
            return Optional.ofNullable(answer)
                    .map(text -> text.strip().toLowerCase(Locale.ROOT).startsWith("y"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Prints a line of text, such as an explanation that precedes a question. */
    public void line(String text) {
        printLine(Terminal.sanitize(text));
    }

    private String format(String text) {
        return Terminal.abbreviateHome(Terminal.sanitize(text), terminal.errIsTerminal());
    }

    private void printLine(String line) {
        terminal.err().println(line);
        terminal.err().flush();
    }
}
