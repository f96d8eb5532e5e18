package dev.openllm.protocol.chat;

import dev.openllm.protocol.Wire;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of a chat.
 *
 * @param model the {@code provider/model} that responded; differs from the requested model after a fallback
 * @param finishReason why the response ended
 * @param finishReasonRaw the finish reason as named by the provider; empty if the provider did not report one
 * @param usage the token usage as reported by the provider
 * @param timing the durations of the request
 * @param responseId the provider's ID of the response
 * @param costUsd the cost in US dollars, as reported by the provider or computed from the prices in the catalog
 * @param keyName the name of the provider's API key that was used; absent for the unnamed key
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

    /** Creates the result of a request that used the unnamed API key. */
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
