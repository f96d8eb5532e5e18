package dev.openllm.server.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests with text of any length and unpaired surrogates at any position. Long text is processed in segments. */
class WellFormedTextTest {

    private static final String EMOJI = "\uD83D\uDE00";
    private static final String UNPAIRED_SURROGATE = "\uD83D";

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1022, 1023, 1024, 1025, 2047, 2048, 5000})
    void anUnpairedSurrogateIsReplacedAtAnyPosition(int position) {
        String prefix = "a".repeat(position);

        assertEquals(prefix + "\uFFFD" + "b", WellFormedText.repaired(prefix + UNPAIRED_SURROGATE + "b"));
        assertEquals(prefix + "\uFFFD", WellFormedText.repaired(prefix + UNPAIRED_SURROGATE));
        assertEquals(prefix + "\uFFFD" + "b", WellFormedText.repaired(prefix + "\uDE00" + "b"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1022, 1023, 1024, 1025, 2047, 2048, 5000})
    void anEmojiIsUnchangedAtAnyPosition(int position) {
        String text = "a".repeat(position) + EMOJI + "ü".repeat(3000) + EMOJI;

        assertSame(text, WellFormedText.repaired(text));
    }

    @Test
    void anUnpairedSurrogateAfterValidPairsIsFound() {
        String validText = (EMOJI + "x").repeat(2000);

        assertEquals(
                validText + "\uFFFD" + validText, WellFormedText.repaired(validText + UNPAIRED_SURROGATE + validText));
    }

    @Test
    void aValidLongBodyIsTheSameObject() {
        ObjectNode body = Wire.JSON.createObjectNode().put("content", "Grüße " + "x".repeat(10_000) + EMOJI);

        assertSame(body, WellFormedText.repaired(body));
    }
}
