package dev.openllm.server.chat.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.chat.TestModels;
import dev.openllm.server.dialect.WireCases;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares the token counter with the counts that providers reported for all recorded requests that contain only text
 * and tools.
 */
class RecordedUsageTest {

    @ParameterizedTest
    @CsvSource({
        "claude, 15",
        "gemini, 15",
        "mistral|ministral|magistral|devstral|codestral, 10",
        "grok, 25",
        "deepseek, 15",
        "qwen|qwq, 30",
        "kimi, 5",
        "glm, 4",
        "llama, 3",
        "gpt-oss, 10",
        "gpt-[3-9]|o[1-9], 50"
    })
    void countsAreWithinTenPercentOverall(String family, int minPrompts) {
        List<RecordedPrompt> prompts = prompts()
                .filter(prompt -> prompt.model().toLowerCase(Locale.ROOT).matches(".*(?:" + family + ").*"))
                .filter(prompt -> family.equals("gpt-oss") || !prompt.model().contains("gpt-oss"))
                .toList();
        TokenCounter counter = new TokenCounter();
        long estimated = prompts.stream()
                .mapToLong(prompt ->
                        counter.countPrompt(TestModels.info("p/" + prompt.model()), prompt.messages(), prompt.tools()))
                .sum();
        long reported =
                prompts.stream().mapToLong(RecordedPrompt::reportedTokens).sum();

        assertTrue(prompts.size() >= minPrompts, () -> "only " + prompts.size() + " recorded requests");
        assertEquals(
                1.0,
                estimated / (double) reported,
                0.1,
                () -> estimated + " for " + reported + " in " + prompts.size());
    }

    private static Stream<RecordedPrompt> prompts() {
        return Stream.of("openai-chat", "openai-responses", "anthropic-messages", "gemini", "ollama-chat")
                .flatMap(dialect -> WireCases.ofFirstSet(dialect).stream())
                .map(RecordedPrompt::of)
                .flatMap(Optional::stream);
    }
}
