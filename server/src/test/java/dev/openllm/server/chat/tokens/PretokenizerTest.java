package dev.openllm.server.chat.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PretokenizerTest {

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "'',0",
                "word,1",
                "a word,2",
                "a  word,3",
                "characteristic,2.2",
                "2026,2",
                "x=1;,4",
                "!!!!,2",
                "日本,1.5",
                "é,0.35"
            })
    void aRunOfOneCharacterClassIsCountedByItsLength(String text, double tokens) {
        assertEquals(tokens, Pretokenizer.count(text), 1e-9);
    }

    @Test
    void aDeleteCharacterStartsPunctuationButDoesNotContinueIt() {
        assertEquals(2, Pretokenizer.count("!!\u007f!!"));
    }

    /** The tokenizer processes text in segments of some thousand characters. */
    @ParameterizedTest
    @CsvSource({"1000", "5000", "50000"})
    void aLongTextIsCountedLikeItsWords(int words) {
        assertEquals(words, Pretokenizer.count("seventh ".repeat(words).strip()), 1e-6);
        assertEquals(1 + (words - 8) / 5.0, Pretokenizer.count("x".repeat(words)), 1e-6);
    }

    @ParameterizedTest
    @CsvSource({"a1a1a1", "日本語", "a日b本", "!?1a", "éèê"})
    void noTextHasMoreTokensThanCharacters(String text) {
        assertTrue(Pretokenizer.count(text) <= text.length() * Pretokenizer.MAX_TOKENS_PER_CHAR);
    }

    @Test
    void shortTextIsCountedCompletely() {
        String text = "def f(x): return x * 2026\n".repeat(1_000);

        assertEquals(Pretokenizer.count(text), Pretokenizer.countSampled(text));
    }

    @Test
    void theEstimateFromASampleOfALongTextIsCloseToTheCount() {
        String text = "Prose with ordinary words, ".repeat(20_000) + "int a1=b[2]+c(3);\n".repeat(20_000);

        assertEquals(1, Pretokenizer.countSampled(text) / Pretokenizer.count(text), 0.05);
    }
}
