package dev.openllm.protocol.completion;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Timing;
import dev.openllm.protocol.chat.Usage;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of an inline completion.
 *
 * @param text what to insert at the cursor; empty when there is nothing to suggest
 * @param model {@code provider/model} that responded
 * @param finishReason why the text ended; {@code stop} also when the server ended it, such as where the document's text
 *     would repeat
 * @param finishReasonRaw the provider's own value; empty when it reported none
 * @param usage tokens as the provider counted them; estimated where the server ended the text before the provider
 *     reported any
 * @param timing the durations
 * @param costUsd the cost in US dollars, if known
 * @param keyName the name of the provider's key that was used; absent for the key without a name
 */
public record InlineCompletionResult(
        String text,
        String model,
        FinishReason finishReason,
        String finishReasonRaw,
        Usage usage,
        Timing timing,
        OptionalDouble costUsd,
        Optional<String> keyName) {

    public InlineCompletionResult {
        text = Wire.orElse(text, "");
        model = Wire.orElse(model, "");
        finishReason = Wire.orElse(finishReason, FinishReason.OTHER);
        finishReasonRaw = Wire.orElse(finishReasonRaw, "");
        usage = Wire.orElse(usage, Usage.UNKNOWN);
        costUsd = Wire.orElse(costUsd, OptionalDouble.empty());
        keyName = Wire.orElse(keyName, Optional.empty());
    }
}
