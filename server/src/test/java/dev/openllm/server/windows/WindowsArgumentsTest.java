package dev.openllm.server.windows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;

class WindowsArgumentsTest {

    @Test
    void charactersOutsideTheCodePageAreReadFromTheCommandLine() {
        String[] line = {"java.exe", "-jar", "open-llm.jar", "chat", "Grüße, 世界 😀?"};
        assertArrayEquals(
                new String[] {"chat", "Grüße, 世界 😀?"},
                WindowsArguments.restore(new String[] {"chat", "Grüße, ?? ???"}, () -> line));
    }

    @Test
    void theCommandLineIsNotReadIfNothingIsLost() {
        String[] arguments = {"chat", "Grüße"};
        assertSame(arguments, WindowsArguments.restore(arguments, () -> fail("It was asked.")));
    }

    @Test
    void wildcardsExpandedByJavaArePreserved() {
        String[] arguments = {"chat", "-f", "a.txt", "b.txt", "Why?"};
        String[] line = {"java.exe", "-jar", "open-llm.jar", "chat", "-f", "*.txt", "Why?"};
        assertSame(arguments, WindowsArguments.restore(arguments, () -> line));
    }

    @Test
    void withoutACommandLineFromWindowsTheArgumentsAreUnchanged() {
        String[] arguments = {"chat", "Why?"};
        assertSame(arguments, WindowsArguments.restore(arguments, () -> new String[0]));
    }
}
