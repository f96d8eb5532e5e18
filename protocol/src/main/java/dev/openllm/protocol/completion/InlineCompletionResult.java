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
 * @param text the text to insert at the cursor; empty if there is nothing to suggest
 * @param model the {@code provider/model} that responded
 * @param finishReason why the completion ended; also {@code stop} if the server ended the completion, for example
 *     because it began to repeat the document's own text
 * @param finishReasonRaw the finish reason as named by the provider; empty if the provider did not report one
 * @param usage the token usage as reported by the provider; estimated if the server ended the completion before the
 *     provider reported any usage
 * @param timing the durations of the request
 * @param costUsd the cost in US dollars, if known
 * @param keyName the name of the provider's API key that was used; absent for the unnamed key
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
