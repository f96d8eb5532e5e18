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
    private static final String HALF = "\uD83D";

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1022, 1023, 1024, 1025, 2047, 2048, 5000})
    void anUnpairedSurrogateIsReplacedAtAnyPosition(int place) {
        String before = "a".repeat(place);

        assertEquals(before + "\uFFFD" + "b", WellFormedText.repaired(before + HALF + "b"));
        assertEquals(before + "\uFFFD", WellFormedText.repaired(before + HALF));
        assertEquals(before + "\uFFFD" + "b", WellFormedText.repaired(before + "\uDE00" + "b"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1022, 1023, 1024, 1025, 2047, 2048, 5000})
    void anEmojiIsUnchangedAtAnyPosition(int place) {
        String text = "a".repeat(place) + EMOJI + "ü".repeat(3000) + EMOJI;

        assertSame(text, WellFormedText.repaired(text));
    }

    @Test
    void anUnpairedSurrogateAfterValidPairsIsFound() {
        String whole = (EMOJI + "x").repeat(2000);

        assertEquals(whole + "\uFFFD" + whole, WellFormedText.repaired(whole + HALF + whole));
    }

    @Test
    void aValidLongBodyIsTheSameObject() {
        ObjectNode body = Wire.JSON.createObjectNode().put("content", "Grüße " + "x".repeat(10_000) + EMOJI);

        assertSame(body, WellFormedText.repaired(body));
    }
}
