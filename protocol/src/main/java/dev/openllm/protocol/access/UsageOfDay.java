package dev.openllm.protocol.access;

import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * The usage of one model by one consumer on one day.
 *
 * @param day the local date in ISO 8601
 * @param consumer the consumer
 * @param model {@code provider/model}
 * @param requests the number of all requests, finished or failed
 * @param failures the number of failed requests, including refused and canceled ones
 * @param inputTokens the input tokens, as reported by the provider
 * @param outputTokens the output tokens, as reported by the provider
 * @param costUsd the cost in US dollars, if prices are known
 * @param keyName the name of the provider's key that was used; absent for the unnamed key
 */
public record UsageOfDay(
        String day,
        String consumer,
        String model,
        long requests,
        long failures,
        long inputTokens,
        long outputTokens,
        double costUsd,
        Optional<String> keyName) {

    public UsageOfDay {
        keyName = Wire.orElse(keyName, Optional.empty());
    }

    /** Usage with the unnamed key. */
    public UsageOfDay(
            String day,
            String consumer,
            String model,
            long requests,
            long failures,
            long inputTokens,
            long outputTokens,
            double costUsd) {
        this(day, consumer, model, requests, failures, inputTokens, outputTokens, costUsd, Optional.empty());
    }
}
