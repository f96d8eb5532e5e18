package dev.openllm.server.cli.terminal;

import dev.openllm.server.file.HomeFolder;
import dev.openllm.server.windows.Windows;
import dev.openllm.server.windows.WindowsConsole;
import java.io.Console;
import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/**
 * The three standard streams of a command. The launcher determines which of the streams are terminals and passes the
 * result in a system property. Without this property, the JVM can only detect whether both stdin and stdout are
 * terminals.
 *
 * @param in the standard input
 * @param out the stream for the requested output
 * @param err the stream for messages
 * @param inIsTerminal whether a user can type input
 * @param outIsTerminal whether the output is displayed to a user
 * @param errIsTerminal whether the messages are displayed to a user
 * @param color whether text on terminals can be dimmed or colored
 * @param columns the width of the terminal that displays the output; empty if the width is unknown
 * @param readerClosed the supplier that returns whether stdout is a pipe that its reader has closed
 */
public record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean inIsTerminal,
        boolean outIsTerminal,
        boolean errIsTerminal,
        boolean color,
        OptionalInt columns,
        BooleanSupplier readerClosed) {

    /**
     * The system property that specifies which standard streams are terminals, as their file descriptor numbers without
     * separators, such as {@code 012}.
     * The launcher sets this property.
     */
    private static final String TERMINALS_PROPERTY = "openllm.terminals";

    /**
     * The system property that specifies the width of the terminal; empty if stdout is not a terminal. The launcher
     * sets this property.
     */
    private static final String COLUMNS_PROPERTY = "openllm.columns";

    public static Terminal ofProcess(InputStream in, ProcessOutput out, PrintStream err) {
        Console console = System.console();
        String fallback = console != null && console.isTerminal() ? "012" : "";
        String terminals = System.getProperty(TERMINALS_PROPERTY, fallback);
        boolean supportsEscapes = true;
        if (Windows.isCurrentOs()) {
            WindowsConsole windowsConsole = WindowsConsole.prepare(terminals);
            terminals = windowsConsole.terminals();
            supportsEscapes = windowsConsole.supportsEscapes();
        }
        return new Terminal(
                in,
                // Responses from models are written as UTF-8 regardless of the locale, and each chunk is flushed as
                // soon as it is printed.
                new PrintStream(out, false, StandardCharsets.UTF_8),
                err,
                terminals.contains("0"),
                terminals.contains("1"),
                terminals.contains("2"),
                supportsEscapes && isColorEnabled(System.getenv()),
                columns(System.getProperty(COLUMNS_PROPERTY, "")),
                out::readerClosed);
    }

    /**
     * Returns whether {@code in} is the stdin of this process. If so, key presses can be read from the terminal of this
     * process.
     */
    public boolean isProcessTerminal() {
        return in == System.in;
    }

    /**
     * Returns whether output can still be delivered: the reader has not closed the pipe, and all previous output was
     * written.
     */
    public boolean acceptsOutput() {
        return !readerClosed.getAsBoolean() && !out.checkError();
    }

    private static OptionalInt columns(String number) {
        return number.matches("[1-9]\\d{0,3}") ? OptionalInt.of(Integer.parseInt(number)) : OptionalInt.empty();
    }

    /**
     * Returns whether the environment allows colored output. Sources: https://no-color.org and the meaning of {@code
     * TERM=dumb}
     */
    static boolean isColorEnabled(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** Returns a copy of this terminal without colors, as if {@code --no-color} were specified. */
    public Terminal withoutColor() {
        return new Terminal(in, out, err, inIsTerminal, outIsTerminal, errIsTerminal, false, columns, readerClosed);
    }

    /** Returns text for stdout, formatted with a style if stdout is a terminal that supports colors. */
    String styledOut(String text, Style style) {
        return outIsTerminal && color && style != Style.PLAIN && !text.isBlank()
                ? "\u001b[" + style.code() + "m" + text + "\u001b[0m"
                : text;
    }

    /** Replaces the path of the user's home folder with {@code ~} if the text is displayed on a terminal. */
    public static String abbreviateHome(String text, boolean onTerminal) {
        String home = HomeFolder.of(System.getenv()).toString();
        return onTerminal && home.length() > 1 ? text.replace(home + File.separator, "~" + File.separator) : text;
    }

    /** Returns text for stderr, dimmed if supported. */
    public String dim(String text) {
        return styled(text, "2");
    }

    /** Returns text for stderr in bold if supported, such as a prompt. */
    public String bold(String text) {
        return styled(text, "1");
    }

    /** Returns text for stderr in red if supported, such as the prefix of an error message. */
    String red(String text) {
        return styled(text, "31");
    }

    private String styled(String text, String code) {
        return errIsTerminal && color ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /**
     * Removes control characters from external text, such as model responses, because these characters could move the
     * cursor, change the window title, or imitate a prompt.
     */
    public static String sanitize(String text) {
        StringBuilder safe = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isControl = c < ' ' && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0;
            if (isControl && safe == null) {
                safe = new StringBuilder(text.length()).append(text, 0, i);
            }
            if (safe != null && !isControl) {
                safe.append(c);
            }
        }
        return safe == null ? text : safe.toString();
    }
}
