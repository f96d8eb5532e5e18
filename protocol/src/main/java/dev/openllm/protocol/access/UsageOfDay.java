package dev.openllm.protocol.access;

import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * The usage of one model by one consumer on one day.
 *
 * @param day the local date in ISO 8601
 * @param consumer the consumer
 * @param model {@code provider/model}
 * @param requests all requests, finished or failed
 * @param failures failed requests, including refused and canceled ones
 * @param inputTokens as reported by the provider
 * @param outputTokens as reported by the provider
 * @param costUsd in US dollars, where prices are known
 * @param keyName the name of the provider's key that was used; absent for the key without a name
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

    /** With the unnamed key. */
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
