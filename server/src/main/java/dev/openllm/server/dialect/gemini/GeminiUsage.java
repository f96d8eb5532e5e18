package dev.openllm.server.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.Usage;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Token counts: each piece of an answer brings those so far, and of each count the last holds. Source:
 * https://ai.google.dev/api/generate-content#UsageMetadata
 */
final class GeminiUsage {

    private final Map<String, Long> counts = new HashMap<>();

    void take(JsonNode metadata) {
        metadata.properties().forEach(count -> {
            if (count.getValue().isNumber()) {
                counts.put(count.getKey(), count.getValue().asLong());
            }
        });
    }

    /** Thoughts count apart from the answer and are output too; results of the service's own tools are input. */
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
