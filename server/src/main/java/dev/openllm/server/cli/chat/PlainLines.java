package dev.openllm.server.cli.chat;

import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.StdinLines;
import dev.openllm.server.cli.terminal.Terminal;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Reads lines without an editor, from a pipe or from a terminal with its own line editing. A line that ends with a
 * backslash continues on the next line.
 */
final class PlainLines implements ChatLines {

    private final Terminal terminal;
    private final StdinLines lines;
    private final Interrupts interrupts;

    /** @param cancel the function that cancels the response and returns whether a response was in progress */
    PlainLines(Terminal terminal, BooleanSupplier cancel) {
        this.terminal = terminal;
        this.lines = new StdinLines(terminal.in());
        this.interrupts = Interrupts.register(() -> {
            if (!cancel.getAsBoolean() && terminal.inIsTerminal()) {
                prompt("\n");
                new StderrMessages(terminal).note("Press Ctrl-D or enter /exit to exit.");
                prompt("> ");
            }
        });
    }

    @Override
    public Optional<String> next(String prompt) {
        StringBuilder message = new StringBuilder();
        prompt(prompt);
        Optional<String> line = lines.next();
        while (line.isPresent() && line.get().endsWith("\\")) {
            message.append(line.get(), 0, line.get().length() - 1).append('\n');
            prompt("  ");
            line = lines.next();
        }
        if (line.isEmpty() && message.isEmpty()) {
            prompt("\n");
            return Optional.empty();
        }
        return Optional.of(message.append(line.orElse("")).toString());
    }

    @Override
    public int columns() {
        return terminal.columns().orElse(0);
    }

    @Override
    public void close() {
        interrupts.close();
    }

    private void prompt(String text) {
        if (terminal.inIsTerminal() && terminal.errIsTerminal()) {
            terminal.err().print(text);
            terminal.err().flush();
        }
    }
}
