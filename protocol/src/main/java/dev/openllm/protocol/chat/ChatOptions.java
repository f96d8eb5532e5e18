package dev.openllm.protocol.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the caller sets of a request. Whatever is absent is not sent, so that the provider's own default holds.
 *
 * @param maxOutputTokens the most tokens the answer may have, reasoning included
 * @param temperature 0 to 2
 * @param topP 0 to 1
 * @param stop texts at which the answer ends
 * @param seed for providers that can repeat an answer
 * @param reasoningEffort {@code none}, {@code minimal}, {@code low}, {@code medium}, {@code high}, {@code
 *     xhigh} or {@code max}; brought to what the model has
 * @param responseFormat JSON output, free or bound to a schema
 * @param parallelToolCalls whether several tools may be called at once
 * @param extra further fields of the provider's own request, merged into its top level as they stand
 */
public record ChatOptions(
        OptionalInt maxOutputTokens,
        OptionalDouble temperature,
        OptionalDouble topP,
        List<String> stop,
        OptionalLong seed,
        Optional<String> reasoningEffort,
        Optional<ResponseFormat> responseFormat,
        Optional<Boolean> parallelToolCalls,
        Map<String, JsonNode> extra) {

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
    }
}
