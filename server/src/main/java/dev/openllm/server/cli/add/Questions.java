package dev.openllm.server.cli.add;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.cli.session.AskingServers;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.StdinLines;
import dev.openllm.server.cli.terminal.StdinText;
import dev.openllm.server.cli.terminal.Terminal;
import java.io.Console;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Asks the user questions on the terminal. If the user cannot answer, the default answer to each question is used. */
final class Questions {

    private final Terminal terminal;
    private final boolean isInteractive;
    private final StdinLines lines;

    /** @param yes whether the user chose in advance not to be prompted */
    Questions(Terminal terminal, boolean yes) {
        this.terminal = terminal;
        this.isInteractive = !yes && AskingServers.canAsk(terminal);
        this.lines = new StdinLines(terminal.in());
    }

    /** Returns whether a user can read and answer questions. */
    boolean isInteractive() {
        return isInteractive;
    }

    /** Asks a question and reads a line, which can be empty. @throws OpenLlmException if the input ends */
    String ask(String question) {
        terminal.err().print(Terminal.sanitize(question) + " ");
        terminal.err().flush();
        return lines.next()
                .map(String::strip)
                .orElseThrow(() -> new OpenLlmException(ErrorKind.CANCELLED, "Nothing was added."));
    }

    boolean confirm(String question) {
        return isInteractive
                && ask(question + " [y/N]").toLowerCase(Locale.ROOT).startsWith("y");
    }

    /** Asks for an API key, which is not displayed while the user types. */
    Optional<String> readSecret(String question) {
        Console console = System.console();
        if (console == null) {
            return Optional.of(ask(question + " (visible as you type)")).filter(key -> !key.isBlank());
        }
        char[] typed = console.readPassword("%s (hidden): ", Terminal.sanitize(question));
        if (typed == null) {
            throw new OpenLlmException(ErrorKind.CANCELLED, "Nothing was added.");
        }
        String key = new String(typed).strip();
        Arrays.fill(typed, ' ');
        return Optional.of(key).filter(text -> !text.isBlank());
    }

    /** Reads an API key that is piped to stdin. */
    Optional<String> readPipedKey() {
        return Optional.of(StdinText.readKey(terminal.in()).strip()).filter(key -> !key.isBlank());
    }

    void note(String text) {
        new StderrMessages(terminal).note(text);
    }

    void print(String text) {
        new StderrMessages(terminal).line(text);
    }
}
