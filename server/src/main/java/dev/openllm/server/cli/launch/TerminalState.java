package dev.openllm.server.cli.launch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The modes of the terminal of this process. A coding agent draws on the entire screen and reads single key presses. If
 * it is killed, it leaves the terminal in this state, without echo.
 *
 * @param modes the modes in the format of {@code stty -g}
 */
record TerminalState(String modes) {

    private static final File TERMINAL = new File("/dev/tty");

    /**
     * The escape sequences that disable the alternate screen (the alternative code 1049 would also move the cursor),
     * mouse events, focus events, bracketed paste, and key protocols, and that enable the cursor and plain text.
     */
    private static final String PLAIN = Stream.of(
                    "?47l", "?1000l", "?1002l", "?1003l", "?1006l", "?1004l", "?2004l", "<u", "?25h", "0m")
            .map(code -> "\u001b[" + code)
            .collect(Collectors.joining());

    /**
     * Returns the current modes; empty if {@code stty} is not available, as on Windows, whose consoles restore
     * themselves.
     */
    static Optional<TerminalState> ofThisProcess() {
        try {
            Process process = new ProcessBuilder("stty", "-g")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String modes = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return process.waitFor() == 0 && !modes.isEmpty()
                    ? Optional.of(new TerminalState(modes))
                    : Optional.empty();
        } catch (IOException noSuchProgram) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * @param screen whether to also reset the modes that the program used for drawing; a program that ends normally
     *     resets them itself
     */
    void restore(boolean screen) {
        boolean changed = ofThisProcess().filter(now -> !now.equals(this)).isPresent();
        try {
            if (changed) {
                new ProcessBuilder(List.of("stty", modes)).inheritIO().start().waitFor();
            }
            if (screen) {
                new ProcessBuilder("printf", "%s", PLAIN)
                        .redirectOutput(TERMINAL) // stdout can be a pipe
                        .start()
                        .waitFor();
            }
        } catch (IOException closed) {
            // The terminal is closed, or these programs do not exist.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
