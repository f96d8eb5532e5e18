package dev.openllm.server.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.Usage;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reader for the {@code usage} objects in both dialects, including the variants from compatible providers. */
public final class OpenAiUsage {

    private OpenAiUsage() {}

    /**
     * Reads token counts.
     *
     * @param usage the {@code usage} object
     * @param excludesReasoning whether the provider excludes reasoning tokens from the output token count; ignored if
     *     the total token count shows whether they are excluded
     */
    public static Usage read(JsonNode usage, boolean excludesReasoning) {
        JsonNode prompt =
                usage.path(usage.has("input_tokens_details") ? "input_tokens_details" : "prompt_tokens_details");
        JsonNode completion =
                usage.path(usage.has("output_tokens_details") ? "output_tokens_details" : "completion_tokens_details");
        OptionalLong input = first(usage.path("prompt_tokens"), usage.path("input_tokens"));
        OptionalLong output = first(usage.path("completion_tokens"), usage.path("output_tokens"));
        OptionalLong reasoning =
                first(completion.path("reasoning_tokens"), usage.path("reasoning_tokens")); // Perplexity
        OptionalLong total = first(usage.path("total_tokens"));
        return new Usage(
                input,
                withReasoning(input, output, reasoning, total, excludesReasoning),
                first(
                        prompt.path("cached_tokens"),
                        usage.path("prompt_cache_hit_tokens"), // DeepSeek
                        usage.path("cached_tokens"), // Moonshot
                        usage.path("num_cached_tokens"), // Mistral
                        usage.path("cache_read_input_tokens")), // providers that serve Claude
                first(prompt.path("cache_write_tokens"), usage.path("cache_creation_input_tokens")),
                reasoning);
    }

    /**
     * Adds reasoning tokens to the output token count if the provider excludes them. xAI excludes reasoning tokens from
     * {@code completion_tokens} but includes them in {@code total_tokens}, so the total shows whether they are
     * excluded.
     */
    private static OptionalLong withReasoning(
            OptionalLong input, OptionalLong output, OptionalLong reasoning, OptionalLong total, boolean excluded) {
        if (output.isEmpty() || reasoning.orElse(0) == 0) {
            return output;
        }
        long totalOutput = output.getAsLong() + reasoning.getAsLong();
        boolean isExcluded = input.isPresent() && total.isPresent()
                ? total.getAsLong() == input.getAsLong() + totalOutput
                : excluded;
        return isExcluded ? OptionalLong.of(totalOutput) : output;
    }

    /**
     * Returns the cost of the response in US dollars. OpenRouter and similar providers report a number, Perplexity
     * reports an object, and xAI reports ticks, at 10 billion ticks per dollar.
     */
    public static OptionalDouble costUsd(JsonNode usage) {
        JsonNode cost = usage.path("cost");
        JsonNode amount = cost.isObject() ? cost.path("total_cost") : cost;
        if (amount.isNumber()) {
            return OptionalDouble.of(amount.asDouble());
        }
        JsonNode ticks = usage.path("cost_in_usd_ticks");
        return ticks.isNumber() ? OptionalDouble.of(ticks.asDouble() / 1e10) : OptionalDouble.empty();
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
