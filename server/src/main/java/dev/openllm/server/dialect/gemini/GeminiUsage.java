package dev.openllm.server.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.Usage;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The token counts of a response. Each chunk contains the counts so far, and the latest value of each count applies.
 * Source: https://ai.google.dev/api/generate-content#UsageMetadata
 */
final class GeminiUsage {

    private final Map<String, Long> counts = new HashMap<>();

    void add(JsonNode metadata) {
        metadata.properties().forEach(count -> {
            if (count.getValue().isNumber()) {
                counts.put(count.getKey(), count.getValue().asLong());
            }
        });
    }

    /**
     * Returns the total usage. Reasoning tokens are reported separately from response tokens but also count as output.
     * Tokens in the results of the provider's own tools count as input.
     */
    Usage total() {
        return new Usage(
                sum("promptTokenCount", "toolUsePromptTokenCount"),
                sum("candidatesTokenCount", "thoughtsTokenCount"),
                sum("cachedContentTokenCount"),
                OptionalLong.empty(),
                sum("thoughtsTokenCount"));
    }

    private OptionalLong sum(String... fields) {
        OptionalLong total = OptionalLong.empty();
        for (String field : fields) {
            if (counts.containsKey(field)) {
                total = OptionalLong.of(total.orElse(0) + counts.get(field));
            }
        }
        return total;
    }
}
