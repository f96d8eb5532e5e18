package dev.openllm.server.dialect.openaichat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.Usage;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads {@code usage} objects of Chat Completions and of services like it. */
final class ChatUsage {

    private ChatUsage() {}

    static Usage read(JsonNode usage, boolean excludesReasoning) {
        JsonNode prompt = usage.path("prompt_tokens_details");
        OptionalLong input = first(usage.path("prompt_tokens"));
        OptionalLong output = first(usage.path("completion_tokens"));
        OptionalLong reasoning = first(
                usage.path("completion_tokens_details").path("reasoning_tokens"),
                usage.path("reasoning_tokens")); // Perplexity
        OptionalLong total = first(usage.path("total_tokens"));
        return new Usage(
                input,
                withReasoning(input, output, reasoning, total, excludesReasoning),
                first(
                        prompt.path("cached_tokens"),
                        usage.path("prompt_cache_hit_tokens"), // DeepSeek
                        usage.path("cached_tokens"), // Moonshot
                        usage.path("num_cached_tokens"), // Mistral
                        usage.path("cache_read_input_tokens")), // services in front of Claude
                first(prompt.path("cache_write_tokens"), usage.path("cache_creation_input_tokens")),
                reasoning);
    }

    /** xAI leaves reasoning out of completion_tokens but counts it in total_tokens, which gives it away. */
    private static OptionalLong withReasoning(
            OptionalLong input, OptionalLong output, OptionalLong reasoning, OptionalLong total, boolean excluded) {
        if (output.isEmpty() || reasoning.orElse(0) == 0) {
            return output;
        }
        long whole = output.getAsLong() + reasoning.getAsLong();
        boolean totalShowsIt = input.isPresent() && total.orElse(0) == input.getAsLong() + whole;
        return excluded || totalShowsIt ? OptionalLong.of(whole) : output;
    }

    /** What the answer cost in US dollars: OpenRouter and its like say a number, Perplexity an object. */
    static OptionalDouble costUsd(JsonNode usage) {
        JsonNode cost = usage.path("cost");
        JsonNode amount = cost.isObject() ? cost.path("total_cost") : cost;
        return amount.isNumber() ? OptionalDouble.of(amount.asDouble()) : OptionalDouble.empty();
    }

    private static OptionalLong first(JsonNode... candidates) {
        for (JsonNode candidate : candidates) {
            if (candidate.isNumber()) {
                return OptionalLong.of(candidate.asLong());
            }
        }
        return OptionalLong.empty();
    }
}
