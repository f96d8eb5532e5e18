package dev.openllm.protocol.chat;

import dev.openllm.protocol.Wire;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How an answer ended.
 *
 * @param model {@code provider/model} that answered; another one than asked for after a fallback
 * @param finishReason why it ended
 * @param finishReasonRaw the provider's own word for it; empty when it had none
 * @param usage tokens as the provider counted them
 * @param timing how long it took
 * @param responseId the provider's id of the answer
 * @param costUsd what it cost in US dollars, by the provider's word or the catalogue's prices
 */
public record ChatResult(
        String model,
        FinishReason finishReason,
        String finishReasonRaw,
        Usage usage,
        Timing timing,
        Optional<String> responseId,
        OptionalDouble costUsd) {

    public ChatResult {
        model = Wire.orElse(model, "");
        finishReason = Wire.orElse(finishReason, FinishReason.OTHER);
        finishReasonRaw = Wire.orElse(finishReasonRaw, "");
        usage = Wire.orElse(usage, Usage.UNKNOWN);
    }
}
