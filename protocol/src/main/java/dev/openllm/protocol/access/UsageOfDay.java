package dev.openllm.protocol.access;

import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * The usage of one model by one consumer on one day.
 *
 * @param day the local date, in ISO 8601 format
 * @param consumer the extension or program that sent the requests
 * @param model the model, as {@code provider/model}
 * @param requests the total number of requests, including failed and canceled requests
 * @param failures the number of requests that failed or were refused, not including canceled requests
 * @param inputTokens the input tokens, as reported by the provider
 * @param outputTokens the output tokens, as reported by the provider
 * @param costUsd the cost in US dollars; requests with unknown prices are not included
 * @param keyName the name of the provider's API key that was used; absent for the unnamed key
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

    /** Creates the usage for the unnamed API key. */
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
