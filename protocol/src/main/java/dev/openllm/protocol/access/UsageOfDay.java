package dev.openllm.protocol.access;

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
 */
public record UsageOfDay(
        String day,
        String consumer,
        String model,
        long requests,
        long failures,
        long inputTokens,
        long outputTokens,
        double costUsd) {}
