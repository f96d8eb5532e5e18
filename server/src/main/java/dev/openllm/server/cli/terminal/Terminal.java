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
 * The three streams. The launcher knows which of them are terminals and passes that in a property; without it the JVM
 * only knows whether both stdin and stdout are.
 *
 * @param in the standard input
 * @param out for the requested output
 * @param err for messages
 * @param inIsTerminal whether a user can type
 * @param outIsTerminal whether a user reads the output
 * @param errIsTerminal whether a user reads the messages
 * @param color whether messages may be dimmed or colored on terminals
 * @param columns the width of the output's terminal, if it is one
 * @param readerLeft whether stdout is a pipe whose reader closed it
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

    /** Set by the launcher to the numbers of the streams that are terminals: {@code 012}. */
    private static final String TERMINALS = "openllm.terminals";

    /** Set by the launcher to the width of the terminal; empty if stdout is none. */
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
                // Responses of models are UTF-8 whatever the locale; each chunk is written when it is flushed.
                new PrintStream(out, false, StandardCharsets.UTF_8),
                err,
                terminals.contains("0"),
                terminals.contains("1"),
                terminals.contains("2"),
                escapes && wantsColor(System.getenv()),
                columns(System.getProperty(COLUMNS, "")),
                out::readerLeft);
    }

    /** Whether the streams are those of this process, so that its terminal's keys can be read. */
    public boolean isOfProcess() {
        return in == System.in;
    }

    /** Whether output still arrives: its reader is there, and everything so far could be written. */
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

    /** Without color, as with {@code --no-color}. */
    public Terminal withoutColor() {
        return new Terminal(in, out, err, inIsTerminal, outIsTerminal, errIsTerminal, false, columns, readerLeft);
    }

    /** Text of the output in a color, if colors are supported. */
    String styledOut(String text, Style style) {
        return outIsTerminal && color && style != Style.PLAIN && !text.isBlank()
                ? "\u001b[" + style.code() + "m" + text + "\u001b[0m"
                : text;
    }

    /** Text with {@code ~} for the user's home folder, for a reader rather than a program. */
    public static String shortened(String text, boolean onTerminal) {
        String home = HomeFolder.of(System.getenv()).toString();
        return onTerminal && home.length() > 1 ? text.replace(home + File.separator, "~" + File.separator) : text;
    }

    /** A message for stderr, dimmed if supported. */
    public String dim(String text) {
        return styled(text, "2");
    }

    /** A prompt on stderr, bold if supported. */
    public String bold(String text) {
        return styled(text, "1");
    }

    /** The first words of an error, in red if supported. */
    String red(String text) {
        return styled(text, "31");
    }

    private String styled(String text, String code) {
        return errIsTerminal && color ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /**
     * External text for a terminal: without the control characters by which a response could move the cursor, change
     * the title or fake a prompt.
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
