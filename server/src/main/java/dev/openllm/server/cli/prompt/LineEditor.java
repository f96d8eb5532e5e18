package dev.openllm.server.cli.prompt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.Widget;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Reads lines that the user edits on the terminal of this process. The prompt is written to stderr. */
public final class LineEditor implements AutoCloseable {

    private static final String PASTE_ON = "\u001b[?2004h";
    private static final String PASTE_OFF = "\u001b[?2004l";

    private final Terminal terminal;
    private final LineReader reader;
    private final LineHistory history;

    private LineEditor(Terminal terminal, LineReader reader, LineHistory history) {
        this.terminal = terminal;
        this.reader = reader;
        this.history = history;
    }

    /**
     * Creates a line editor. Returns an empty result if the terminal cannot move its cursor, in which case lines must
     * be read without an editor.
     */
    public static Optional<LineEditor> open(LineHistory history, Completions completions) {
        if (isDumb(System.getenv())) {
            return Optional.empty();
        }
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(TerminalBuilder.SystemOutput.SysErr)
                    .encoding(StandardCharsets.UTF_8)
                    .dumb(false)
                    .nativeSignals(true)
                    .build();
            terminal.echo(false); // text that is typed during a response is not displayed until the next prompt
            return Optional.of(new LineEditor(terminal, reader(terminal, history, completions), history));
        } catch (IOException | IllegalStateException | UnsupportedOperationException none) {
            return Optional.empty();
        }
    }

    static boolean isDumb(Map<String, String> environment) {
        String type = environment.getOrDefault("TERM", "");
        boolean unix = java.io.File.separatorChar == '/';
        return type.equals("dumb") || unix && type.isEmpty();
    }

    private static LineReader reader(Terminal terminal, LineHistory history, Completions completions) {
        DefaultHistory lines = new DefaultHistory();
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("open-llm")
                .parser(new ChatLineParser())
                .completer(new ChatCompleter(completions))
                .history(lines)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "  ")
                .variable(LineReader.BELL_STYLE, "none")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.BRACKETED_PASTE, true)
                .option(LineReader.Option.INSERT_TAB, false)
                .build();
        lines.attach(reader);
        history.lines().forEach(lines::add);
        Widget newLine = () -> {
            reader.getBuffer().write('\n');
            return true;
        };
        reader.getKeyMaps().get(LineReader.MAIN).bind(newLine, KeyMap.alt('\r'), KeyMap.alt('\n'));
        return reader;
    }

    /** Displays the prompt and reads a line that the user edits. */
    public EnteredLine read(String prompt) {
        try {
            String line = reader.readLine(prompt);
            String text = line.replace("\\\n", "\n").stripTrailing();
            if (!text.isBlank()) {
                history.add(text);
            }
            return new EnteredLine.Text(text);
        } catch (UserInterruptException interrupted) {
            return new EnteredLine.Interrupt(interrupted.getPartialLine().isBlank());
        } catch (EndOfFileException ended) {
            return new EnteredLine.End();
        } finally {
            write(PASTE_ON); // the reader disables this mode, but pasted text must always be one message
        }
    }

    private void write(String sequence) {
        terminal.writer().write(sequence);
        terminal.flush();
    }

    /** Sets the callback that is called for each Ctrl-C that is pressed while no line is being read. */
    public void onInterrupt(Runnable callback) {
        terminal.handle(Terminal.Signal.INT, signal -> callback.run());
    }

    /** Returns the current width of the terminal. */
    public int columns() {
        return terminal.getWidth();
    }

    @Override
    public void close() {
        write(PASTE_OFF);
        try {
            terminal.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
