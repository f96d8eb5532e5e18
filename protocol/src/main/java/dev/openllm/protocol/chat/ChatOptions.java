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
 * The options of a request. An absent option is not sent, so that the provider's default applies. An option that the
 * provider's API does not have is not sent either.
 *
 * @param maxOutputTokens the maximum number of tokens of the response, including reasoning
 * @param temperature 0 to 2
 * @param topP 0 to 1
 * @param stop texts at which the response ends
 * @param seed for providers that support repeatable responses
 * @param reasoningEffort mapped to the nearest level the model supports; levels that only this model has are allowed
 * @param responseFormat JSON output, optionally constrained to a schema
 * @param parallelToolCalls whether several tools may be called at once
 * @param extra further fields of the provider's own request, merged into its top level as they are
 * @param topK samples only from this many of the most likely tokens
 * @param presencePenalty -2 to 2
 * @param frequencyPenalty -2 to 2
 * @param verbosity {@code low}, {@code medium} or {@code high}
 * @param reasoningSummary {@code auto}, {@code concise} or {@code detailed}
 * @param serviceTier {@code auto}, {@code default}, {@code flex}, {@code priority}, …
 * @param promptCacheKey the same for requests that begin with the same prompt
 * @param user identifies the end user to the provider
 * @param dialectFields further top-level fields by the name of a dialect, such as {@code openai-chat}: sent as they
 *     are to providers of that dialect, and to no others
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

    /** Nothing set. */
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

    /** The options that nearly every model supports. */
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

    /** The same with a different reasoning effort. */
    public ChatOptions withReasoningEffort(Optional<String> effort) {
        return copy(maxOutputTokens, effort, extra, dialectFields);
    }

    /** The same with a different maximum of output tokens. */
    public ChatOptions withMaxOutputTokens(OptionalInt tokens) {
        return copy(tokens, reasoningEffort, extra, dialectFields);
    }

    /** The same with the fields for a dialect among the extra ones, which take precedence, and without other fields. */
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
