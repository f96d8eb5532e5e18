package dev.openllm.server.cli.launch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The modes of the terminal of this process, such as echo. A coding agent changes the modes to draw on the entire
 * screen and to read individual key presses. If the agent is killed, the modes remain changed (for example, echo is
 * off) and must be restored.
 *
 * @param modes the modes in the format of {@code stty -g}
 */
record TerminalState(String modes) {

    private static final File TTY = new File("/dev/tty");

    /**
     * The escape sequences that disable the alternate screen, mouse events, focus events, bracketed paste, and keyboard
     * protocols, show the cursor, and reset text attributes. Code 1049 is not used to disable the alternate screen,
     * because it would also move the cursor.
     */
    private static final String RESET_SEQUENCES = Stream.of(
                    "?47l", "?1000l", "?1002l", "?1003l", "?1006l", "?1004l", "?2004l", "<u", "?25h", "0m")
            .map(code -> "\u001b[" + code)
            .collect(Collectors.joining());

    /**
     * Returns the current modes. Returns an empty result if {@code stty} is not available, for example, on Windows,
     * where the console restores its modes itself.
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
     * Restores the modes.
     *
     * @param resetScreen whether to also reset the modes that the tool used for drawing; a tool that exits normally resets
     *     these modes itself
     */
    void restore(boolean resetScreen) {
        boolean changed =
                ofThisProcess().filter(current -> !current.equals(this)).isPresent();
        try {
            if (changed) {
                new ProcessBuilder(List.of("stty", modes)).inheritIO().start().waitFor();
            }
            if (resetScreen) {
                new ProcessBuilder("printf", "%s", RESET_SEQUENCES)
                        .redirectOutput(TTY) // stdout can be a pipe
                        .start()
                        .waitFor();
            }
        } catch (IOException closed) {
            // The terminal is closed, or "stty" or "printf" is not available.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
