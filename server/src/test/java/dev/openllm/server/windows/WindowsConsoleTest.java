package dev.openllm.server.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WindowsConsoleTest {

    private static final int UTF_8 = 65001;
    private static final int ESCAPES = 4;

    private final List<Runnable> atEnd = new ArrayList<>();

    /** A simulated Windows console API with the console modes of the standard streams that are consoles. */
    private static final class Fake implements WindowsConsole.Functions {

        private final Map<Integer, Integer> modes;
        private final boolean hasEscapes;
        private List<Integer> codePages;

        private Fake(Map<Integer, Integer> modes, boolean hasEscapes, int input, int output) {
            this.modes = new TreeMap<>(modes);
            this.hasEscapes = hasEscapes;
            this.codePages = List.of(input, output);
        }

        @Override
        public OptionalInt mode(int stream) {
            return modes.containsKey(stream) ? OptionalInt.of(modes.get(stream)) : OptionalInt.empty();
        }

        @Override
        public boolean setMode(int stream, int mode) {
            if (hasEscapes) {
                modes.put(stream, mode);
            }
            return hasEscapes;
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
        Fake windows = new Fake(Map.of(0, 0x1f7, 1, 3, 2, 7), true, UTF_8, UTF_8);

        assertEquals(new WindowsConsole("012", true), WindowsConsole.prepare(windows, atEnd::add));

        assertEquals(Map.of(0, 0x1f7, 1, 3 | ESCAPES, 2, 7), windows.modes);
    }

    @Test
    void aConsoleWithoutEscapeCodesGetsNone() {
        Fake windows = new Fake(Map.of(1, 3), false, UTF_8, UTF_8);

        assertEquals(new WindowsConsole("1", false), WindowsConsole.prepare(windows, atEnd::add));
    }

    @Test
    void aConsoleUsedOnlyForInputDoesNotNeedEscapeCodes() {
        assertEquals(
                new WindowsConsole("0", true),
                WindowsConsole.prepare(new Fake(Map.of(0, 1), false, UTF_8, UTF_8), atEnd::add));
    }

    @Test
    void utf8IsUsedUntilTheProgramEnds() {
        Fake windows = new Fake(Map.of(0, 1, 1, 3), true, 437, 850);

        WindowsConsole.prepare(windows, atEnd::add);

        assertEquals(List.of(UTF_8, UTF_8), windows.codePages);
        atEnd.forEach(Runnable::run);
        assertEquals(List.of(437, 850), windows.codePages);
    }

    @Test
    void aUtf8ConsoleIsNotChanged() {
        WindowsConsole.prepare(new Fake(Map.of(1, 3), true, UTF_8, UTF_8), atEnd::add);
        assertEquals(List.of(), atEnd);
    }

    @Test
    void withoutAConsoleNothingIsChanged() {
        Fake windows = new Fake(Map.of(), true, 437, 437);

        assertEquals("", WindowsConsole.prepare(windows, atEnd::add).terminals());

        assertEquals(List.of(437, 437), windows.codePages);
        assertEquals(List.of(), atEnd);
    }
}
