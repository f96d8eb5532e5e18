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
 * The three standard streams. The launcher determines which of them are terminals and passes the result in a system
 * property. Without this property, the JVM only knows whether both stdin and stdout are terminals.
 *
 * @param in the standard input
 * @param out the stream for the requested output
 * @param err the stream for messages
 * @param inIsTerminal whether a user can type input
 * @param outIsTerminal whether a user reads the output
 * @param errIsTerminal whether a user reads the messages
 * @param color whether text on terminals can be dimmed or colored
 * @param columns the width of the terminal to which the output is written, if any
 * @param readerLeft returns whether stdout is a pipe that its reader has closed
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
        BooleanSupplier readerLeft) {

    /** Set by the launcher to the numbers of the streams that are terminals, such as {@code 012}. */
    private static final String TERMINALS = "openllm.terminals";

    /** Set by the launcher to the width of the terminal; empty if stdout is not a terminal. */
    private static final String COLUMNS = "openllm.columns";

    public static Terminal ofProcess(InputStream in, ProcessOutput out, PrintStream err) {
        Console console = System.console();
        String fallback = console != null && console.isTerminal() ? "012" : "";
        String terminals = System.getProperty(TERMINALS, fallback);
        boolean escapes = true;
        if (Windows.isHere()) {
            WindowsConsole prepared = WindowsConsole.prepare(terminals);
            terminals = prepared.terminals();
            escapes = prepared.understandsEscapes();
        }
        return new Terminal(
                in,
                // Model responses are UTF-8 regardless of the locale. Each chunk is written when it is flushed.
                new PrintStream(out, false, StandardCharsets.UTF_8),
                err,
                terminals.contains("0"),
                terminals.contains("1"),
                terminals.contains("2"),
                escapes && wantsColor(System.getenv()),
                columns(System.getProperty(COLUMNS, "")),
                out::readerLeft);
    }

    /** Returns whether the streams belong to this process, so that key presses can be read from its terminal. */
    public boolean isOfProcess() {
        return in == System.in;
    }

    /** Returns whether output is still received: the reader is present, and all previous output was written. */
    public boolean takesOutput() {
        return !readerLeft.getAsBoolean() && !out.checkError();
    }

    private static OptionalInt columns(String number) {
        return number.matches("[1-9]\\d{0,3}") ? OptionalInt.of(Integer.parseInt(number)) : OptionalInt.empty();
    }

    /** Sources: https://no-color.org and the meaning of {@code TERM=dumb}. */
    static boolean wantsColor(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** Returns this terminal without color, as if {@code --no-color} were specified. */
    public Terminal withoutColor() {
        return new Terminal(in, out, err, inIsTerminal, outIsTerminal, errIsTerminal, false, columns, readerLeft);
    }

    /** Returns output text in a color, if colors are supported. */
    String styledOut(String text, Style style) {
        return outIsTerminal && color && style != Style.PLAIN && !text.isBlank()
                ? "\u001b[" + style.code() + "m" + text + "\u001b[0m"
                : text;
    }

    /** Abbreviates the user's home folder to {@code ~} if the text is read by a user instead of a program. */
    public static String shortened(String text, boolean onTerminal) {
        String home = HomeFolder.of(System.getenv()).toString();
        return onTerminal && home.length() > 1 ? text.replace(home + File.separator, "~" + File.separator) : text;
    }

    /** Returns a message for stderr, dimmed if supported. */
    public String dim(String text) {
        return styled(text, "2");
    }

    /** Returns a prompt for stderr, bold if supported. */
    public String bold(String text) {
        return styled(text, "1");
    }

    /** Returns the first words of an error, in red if supported. */
    String red(String text) {
        return styled(text, "31");
    }

    private String styled(String text, String code) {
        return errIsTerminal && color ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /**
     * Removes control characters from external text. Otherwise, a response could move the cursor, change the window
     * title, or imitate a prompt.
     */
    public static String harmless(String text) {
        StringBuilder safe = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = c < ' ' && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0;
            if (control && safe == null) {
                safe = new StringBuilder(text.length()).append(text, 0, i);
            }
            if (safe != null && !control) {
                safe.append(c);
            }
        }
        return safe == null ? text : safe.toString();
    }
}
