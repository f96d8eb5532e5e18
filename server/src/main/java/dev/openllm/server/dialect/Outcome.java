package dev.openllm.server.dialect;

import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Usage;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How an answer ended.
 *
 * @param finishReasonRaw the provider's own word; empty when it had none
 * @param responseId the provider's id of the answer
 * @param servedModel the model the provider says it used
 * @param costUsd what the provider says it cost, in US dollars
 */
public record Outcome(
        FinishReason finishReason,
        String finishReasonRaw,
        Usage usage,
        Optional<String> responseId,
        Optional<String> servedModel,
        OptionalDouble costUsd) {}
