package dev.openllm.protocol.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.OpenEnum;
import dev.openllm.protocol.Wire;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The options of a chat request. An absent option is not sent, so the provider's default applies. An option that the
 * provider's API does not support is not sent either.
 *
 * @param maxOutputTokens the maximum number of tokens in the response, including reasoning
 * @param temperature the sampling temperature, from 0 to 2
 * @param topP the nucleus sampling threshold, from 0 to 1
 * @param stop the strings at which the response ends
 * @param seed the random seed, for providers that support repeatable responses
 * @param reasoningEffort the reasoning effort, mapped to the nearest level that the model supports; levels that only
 *     this model defines are also allowed
 * @param responseFormat the required JSON output, optionally constrained to a schema
 * @param parallelToolCalls whether the model can call several tools at once
 * @param extra additional fields, merged unchanged into the top level of the request to the provider
 * @param topK the number of most likely tokens to sample from
 * @param presencePenalty the presence penalty, from -2 to 2
 * @param frequencyPenalty the frequency penalty, from -2 to 2
 * @param verbosity the verbosity of the response: {@code low}, {@code medium}, or {@code high}
 * @param reasoningSummary the level of detail of the reasoning summary: {@code auto}, {@code concise}, or {@code
 *     detailed}
 * @param serviceTier the provider's service tier, such as {@code auto}, {@code default}, {@code flex}, or {@code
 *     priority}
 * @param promptCacheKey a cache key for requests whose prompts begin with the same text
 * @param user an identifier of the end user, which is sent to the provider
 * @param dialectFields additional top-level fields, grouped by dialect name, such as {@code openai-chat}; the fields of
 *     a dialect are sent unchanged, and only to providers that use that dialect
 */
public record ChatOptions(
        OptionalInt maxOutputTokens,
        OptionalDouble temperature,
        OptionalDouble topP,
        List<String> stop,
        OptionalLong seed,
        @OpenEnum(ReasoningEffort.class) Optional<String> reasoningEffort,
        Optional<ResponseFormat> responseFormat,
        Optional<Boolean> parallelToolCalls,
        Map<String, JsonNode> extra,
        OptionalInt topK,
        OptionalDouble presencePenalty,
        OptionalDouble frequencyPenalty,
        Optional<String> verbosity,
        Optional<String> reasoningSummary,
        Optional<String> serviceTier,
        Optional<String> promptCacheKey,
        Optional<String> user,
        Map<String, Map<String, JsonNode>> dialectFields) {

    /** Options without values, so the provider's defaults apply. */
    public static final ChatOptions DEFAULTS = new ChatOptions(
            OptionalInt.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            List.of(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());

    public ChatOptions {
        stop = Wire.list(stop);
        extra = Wire.map(extra);
        dialectFields = Wire.map(dialectFields);
    }

    /** Creates options with values only for the options that nearly every model supports. */
    public ChatOptions(
            OptionalInt maxOutputTokens,
            OptionalDouble temperature,
            OptionalDouble topP,
            List<String> stop,
            OptionalLong seed,
            Optional<String> reasoningEffort,
            Optional<ResponseFormat> responseFormat,
            Optional<Boolean> parallelToolCalls,
            Map<String, JsonNode> extra) {
        this(
                maxOutputTokens,
                temperature,
                topP,
                stop,
                seed,
                reasoningEffort,
                responseFormat,
                parallelToolCalls,
                extra,
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    /** Returns a copy of these options with a different reasoning effort. */
    public ChatOptions withReasoningEffort(Optional<String> effort) {
        return copy(maxOutputTokens, effort, extra, dialectFields);
    }

    /** Returns a copy of these options with a different output limit. */
    public ChatOptions withMaxOutputTokens(OptionalInt tokens) {
        return copy(tokens, reasoningEffort, extra, dialectFields);
    }

    /**
     * Returns a copy of these options for providers that use the specified dialect. The fields of the dialect are
     * merged into {@code extra}, whose own fields take precedence. The fields of other dialects are removed.
     */
    public ChatOptions forDialect(String dialect) {
        if (dialectFields.isEmpty()) {
            return this;
        }
        Map<String, JsonNode> all = new HashMap<>(dialectFields.getOrDefault(dialect, Map.of()));
        all.putAll(extra);
        return copy(maxOutputTokens, reasoningEffort, all, Map.of());
    }

    private ChatOptions copy(
            OptionalInt outputTokens,
            Optional<String> effort,
            Map<String, JsonNode> fields,
            Map<String, Map<String, JsonNode>> ofDialects) {
        return new ChatOptions(
                outputTokens,
                temperature,
                topP,
                stop,
                seed,
                effort,
                responseFormat,
                parallelToolCalls,
                fields,
                topK,
                presencePenalty,
                frequencyPenalty,
                verbosity,
                reasoningSummary,
                serviceTier,
                promptCacheKey,
                user,
                ofDialects);
    }
}
