package dev.openllm.server.cli.launch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The modes of this process's terminal. An agent draws on the entire screen and reads single keys; one that is killed
 * leaves the terminal in this state, without echo.
 *
 * @param modes as {@code stty -g} prints them
 */
record TerminalState(String modes) {

    private static final File TERMINAL = new File("/dev/tty");

    /**
     * Disables: alternate screen (its other code, 1049, would move the cursor too), mouse, focus events, bracketed
     * paste, key protocols. Enables: the cursor, plain text.
     */
    private static final String PLAIN = Stream.of(
                    "?47l", "?1000l", "?1002l", "?1003l", "?1006l", "?1004l", "?2004l", "<u", "?25h", "0m")
            .map(code -> "\u001b[" + code)
            .collect(Collectors.joining());

    /** Empty without {@code stty}, as on Windows, whose consoles restore themselves. */
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
     * @param screen whether the modes that the program used for drawing are reset too; one that ended by itself has
     *     done that
     */
    void restore(boolean screen) {
        boolean changed = ofThisProcess().filter(now -> !now.equals(this)).isPresent();
        try {
            if (changed) {
                new ProcessBuilder(List.of("stty", modes)).inheritIO().start().waitFor();
            }
            if (screen) {
                new ProcessBuilder("printf", "%s", PLAIN)
                        .redirectOutput(TERMINAL) // stdout may be a pipe
                        .start()
                        .waitFor();
            }
        } catch (IOException closed) {
            // The terminal is gone, or lacks these programs.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
