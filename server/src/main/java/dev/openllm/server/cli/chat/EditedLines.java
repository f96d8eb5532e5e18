package dev.openllm.server.cli.chat;

import dev.openllm.server.cli.prompt.EnteredLine;
import dev.openllm.server.cli.prompt.LineEditor;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Reads lines with an editor. Ctrl-C discards the line. Pressing Ctrl-C twice on an empty line ends the chat, as does
 * Ctrl-D.
 */
final class EditedLines implements ChatLines {

    private final Terminal terminal;
    private final LineEditor editor;

    /** @param cancel the function that cancels the response and returns whether a response was in progress */
    EditedLines(Terminal terminal, LineEditor editor, BooleanSupplier cancel) {
        this.terminal = terminal;
        this.editor = editor;
        editor.onInterrupt(cancel::getAsBoolean);
    }

    @Override
    public Optional<String> next(String prompt) {
        boolean exitRequested = false;
        while (true) {
            switch (editor.read(terminal.bold(prompt))) {
                case EnteredLine.Text(String text) -> {
                    return Optional.of(text);
                }
                case EnteredLine.End _ -> {
                    return Optional.empty();
                }
                case EnteredLine.Interrupt(boolean empty) -> {
                    if (empty && exitRequested) {
                        return Optional.empty();
                    }
                    exitRequested = empty;
                    if (empty) {
                        new StderrMessages(terminal).note("Press Ctrl-C again or Ctrl-D to exit.");
                    }
                }
            }
        }
    }

    @Override
    public int columns() {
        return editor.columns();
    }

    @Override
    public void close() {
        editor.close();
    }
}
