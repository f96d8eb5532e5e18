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
        say(terminal.red("open-llm:") + " " + shown(error.message()));
        error.hint().ifPresent(hint -> say("  " + shown(hint)));
    }

    public void problem(Problem problem) {
        String place = problem.file()
                .map(file -> problem.line() > 0 ? file + ":" + problem.line() + ": " : file + ": ")
                .orElse("");
        say(terminal.red("open-llm:") + " " + shown(place + problem.message()));
    }

    public void note(String text) {
        say(terminal.dim(shown(text)));
    }

    /** Asks the user a yes-or-no question. Any answer except yes, including the end of the input, is treated as no. */
    public boolean agreed(String question) {
        return answered(question).orElse(false);
    }

    /**
     * Asks a question in the same way as {@link #agreed}, but returns an empty result if the input ends without an
     * answer.
     */
    public Optional<Boolean> answered(String question) {
        terminal.err().print(Terminal.harmless(question) + " [y/N] ");
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
        say(Terminal.harmless(text));
    }

    private String shown(String text) {
        return Terminal.shortened(Terminal.harmless(text), terminal.errIsTerminal());
    }

    private void say(String line) {
        terminal.err().println(line);
        terminal.err().flush();
    }
}
