package dev.openllm.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageLinesTest {

    /** The lines of the file have lengths of 3, 5, and 4 bytes. */
    @ParameterizedTest
    @CsvSource({"0, 8", "3, 8", "4, 3", "8, 3", "9, 0", "100, 0"})
    void theLastLinesStartAtALineStartAndExceedTheMinimumSize(int minBytes, int start) {
        byte[] file = "ab\nabcd\nabc\n".getBytes(StandardCharsets.US_ASCII);

        assertEquals(start, UsageLines.lastLinesOffset(file, minBytes));
    }
}
