package dev.openllm.server.dialect;

import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Usage;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The information that is available at the end of a response, such as the finish reason and the token usage.
 *
 * @param finishReason the provider-neutral finish reason
 * @param finishReasonRaw the provider's own finish reason; empty if there is none
 * @param usage the token usage
 * @param responseId the provider's response ID
 * @param servedModel the model name that the provider reports
 * @param costUsd the cost that the provider reports, in US dollars
 */
public record Outcome(
        FinishReason finishReason,
        String finishReasonRaw,
        Usage usage,
        Optional<String> responseId,
        Optional<String> servedModel,
        OptionalDouble costUsd) {}
