package dev.openllm.server.dialect.anthropicmessages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.server.dialect.Quirks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for the traits that are derived from a model name. */
class ClaudeTraitsTest {

    @ParameterizedTest
    @CsvSource({
        "claude-2.1,budget,both",
        "claude-3-haiku-20240307,budget,both",
        "claude-3-7-sonnet-latest,budget,both",
        "claude-sonnet-4-20250514,budget,both",
        "claude-opus-4-1-20250805,budget,one",
        "claude-haiku-4-5-20251001,budget,one",
        "claude-haiku-4-5@20251001,budget,one",
        "claude-sonnet-4-6,adaptive,one",
        "anthropic.claude-opus-4-6-v1:0,adaptive,one",
        "claude-4.6-opus,adaptive,one",
        "claude-opus-4-7,adaptive,none",
        "claude-sonnet-5,adaptive,none",
        "claude-mythos-preview,adaptive,none",
        "MiniMax-M2.7,budget,both"
    })
    void theGenerationDeterminesTheTraits(String model, String thinking, String sampling) {
        ClaudeTraits traits = ClaudeTraits.of(model, Quirks.NONE);

        assertEquals(thinking, traits.thinking());
        assertEquals(sampling, traits.sampling());
    }
}
