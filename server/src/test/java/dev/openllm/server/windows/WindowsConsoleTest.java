package dev.openllm.server.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WindowsConsoleTest {

    private static final int UTF_8_CODE_PAGE = 65001;
    private static final int ESCAPE_CODES_MODE = 4;

    private final List<Runnable> exitHooks = new ArrayList<>();

    /** A simulated Windows console API with the console modes of the standard streams that are consoles. */
    private static final class Fake implements WindowsConsole.Functions {

        private final Map<Integer, Integer> modes;
        private final boolean supportsEscapeCodes;
        private List<Integer> codePages;

        private Fake(Map<Integer, Integer> modes, boolean supportsEscapeCodes, int input, int output) {
            this.modes = new TreeMap<>(modes);
            this.supportsEscapeCodes = supportsEscapeCodes;
            this.codePages = List.of(input, output);
        }

        @Override
        public OptionalInt mode(int stream) {
            return modes.containsKey(stream) ? OptionalInt.of(modes.get(stream)) : OptionalInt.empty();
        }

        @Override
        public boolean setMode(int stream, int mode) {
            if (supportsEscapeCodes) {
                modes.put(stream, mode);
            }
            return supportsEscapeCodes;
        }

        @Override
        public int inputCodePage() {
            return codePages.getFirst();
        }

        @Override
        public int outputCodePage() {
            return codePages.getLast();
        }

        @Override
        public void setCodePages(int input, int output) {
            codePages = List.of(input, output);
        }
    }

    @Test
    void escapeCodesAreEnabledInAdditionToOtherOutputModes() {
        Fake console = new Fake(Map.of(0, 0x1f7, 1, 3, 2, 7), true, UTF_8_CODE_PAGE, UTF_8_CODE_PAGE);

        assertEquals(new WindowsConsole("012", true), WindowsConsole.prepare(console, exitHooks::add));

        assertEquals(Map.of(0, 0x1f7, 1, 3 | ESCAPE_CODES_MODE, 2, 7), console.modes);
    }

    @Test
    void aConsoleWithoutEscapeCodesGetsNone() {
        Fake console = new Fake(Map.of(1, 3), false, UTF_8_CODE_PAGE, UTF_8_CODE_PAGE);

        assertEquals(new WindowsConsole("1", false), WindowsConsole.prepare(console, exitHooks::add));
    }

    @Test
    void aConsoleUsedOnlyForInputDoesNotNeedEscapeCodes() {
        assertEquals(
                new WindowsConsole("0", true),
                WindowsConsole.prepare(
                        new Fake(Map.of(0, 1), false, UTF_8_CODE_PAGE, UTF_8_CODE_PAGE), exitHooks::add));
    }

    @Test
    void utf8IsUsedUntilTheProgramEnds() {
        Fake console = new Fake(Map.of(0, 1, 1, 3), true, 437, 850);

        WindowsConsole.prepare(console, exitHooks::add);

        assertEquals(List.of(UTF_8_CODE_PAGE, UTF_8_CODE_PAGE), console.codePages);
        exitHooks.forEach(Runnable::run);
        assertEquals(List.of(437, 850), console.codePages);
    }

    @Test
    void aUtf8ConsoleIsNotChanged() {
        WindowsConsole.prepare(new Fake(Map.of(1, 3), true, UTF_8_CODE_PAGE, UTF_8_CODE_PAGE), exitHooks::add);
        assertEquals(List.of(), exitHooks);
    }

    @Test
    void withoutAConsoleNothingIsChanged() {
        Fake console = new Fake(Map.of(), true, 437, 437);

        assertEquals("", WindowsConsole.prepare(console, exitHooks::add).terminals());

        assertEquals(List.of(437, 437), console.codePages);
        assertEquals(List.of(), exitHooks);
    }
}
