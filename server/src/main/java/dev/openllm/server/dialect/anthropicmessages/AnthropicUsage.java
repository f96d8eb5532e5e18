package dev.openllm.server.dialect.anthropicmessages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.Usage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The token counts of a response, which are received in the first event of a stream and updated in the last event.
 * Source: https://platform.claude.com/docs/en/build-with-claude/streaming
 */
final class AnthropicUsage {

    private final Map<String, Long> counts = new HashMap<>();

    /**
     * The fields whose token counts add up to the prompt token count. An event that updates any of these counts
     * contains all of them.
     */
    private static final List<String> PROMPT =
            List.of("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens");

    /**
     * Updates the counts with the counts of a later event. Some compatible servers send 0 for counts that they have
     * already sent, so 0 does not replace an earlier count.
     */
    void add(JsonNode usage) {
        if (PROMPT.stream().allMatch(usage::has)
                && PROMPT.stream().anyMatch(field -> usage.path(field).asLong() > 0)) {
            PROMPT.forEach(counts::remove);
        }
        usage.properties().forEach(count -> add(count.getKey(), count.getValue()));
        add("thinking_tokens", usage.path("output_tokens_details").path("thinking_tokens"));
    }

    private void add(String name, JsonNode count) {
        if (count.isNumber()) {
            counts.merge(name, count.asLong(), (earlier, later) -> later == 0 ? earlier : later);
        }
    }

    /**
     * Returns the total usage. The Anthropic input count excludes tokens read from and written to the cache, so these
     * tokens are added.
     */
    Usage total() {
        OptionalLong uncached = count("input_tokens");
        OptionalLong cacheRead = count("cache_read_input_tokens");
        OptionalLong cacheWritten = count("cache_creation_input_tokens");
        OptionalLong input = uncached.isEmpty() && cacheRead.isEmpty() && cacheWritten.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(uncached.orElse(0) + cacheRead.orElse(0) + cacheWritten.orElse(0));
        return new Usage(input, count("output_tokens"), cacheRead, cacheWritten, count("thinking_tokens"));
    }

    private OptionalLong count(String name) {
        return counts.containsKey(name) ? OptionalLong.of(counts.get(name)) : OptionalLong.empty();
    }
}
