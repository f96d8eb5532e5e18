package dev.openllm.server.dialect;

import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Usage;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a response ended.
 *
 * @param finishReasonRaw the provider's own finish reason; empty when it had none
 * @param responseId the provider's id of the response
 * @param servedModel the model that the provider reports
 * @param costUsd the cost that the provider reports, in US dollars
 */
public record Outcome(
        FinishReason finishReason,
        String finishReasonRaw,
        Usage usage,
        Optional<String> responseId,
        Optional<String> servedModel,
        OptionalDouble costUsd) {}
