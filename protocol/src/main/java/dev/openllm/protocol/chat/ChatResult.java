package dev.openllm.protocol.chat;

import dev.openllm.protocol.Wire;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of a chat.
 *
 * @param model {@code provider/model} that responded; differs from the requested one after a fallback
 * @param finishReason why the response ended
 * @param finishReasonRaw the provider's own value; empty when it reported none
 * @param usage tokens as the provider counted them
 * @param timing the durations
 * @param responseId the provider's response id
 * @param costUsd the cost in US dollars, as reported by the provider or computed from the catalog's prices
 * @param keyName the name of the provider's key that was used; absent for the key without a name
 */
public record ChatResult(
        String model,
        FinishReason finishReason,
        String finishReasonRaw,
        Usage usage,
        Timing timing,
        Optional<String> responseId,
        OptionalDouble costUsd,
        Optional<String> keyName) {

    /** With the unnamed key. */
    public ChatResult(
            String model,
            FinishReason finishReason,
            String finishReasonRaw,
            Usage usage,
            Timing timing,
            Optional<String> responseId,
            OptionalDouble costUsd) {
        this(model, finishReason, finishReasonRaw, usage, timing, responseId, costUsd, Optional.empty());
    }

    public ChatResult {
        model = Wire.orElse(model, "");
        finishReason = Wire.orElse(finishReason, FinishReason.OTHER);
        finishReasonRaw = Wire.orElse(finishReasonRaw, "");
        usage = Wire.orElse(usage, Usage.UNKNOWN);
        keyName = Wire.orElse(keyName, Optional.empty());
    }
}
