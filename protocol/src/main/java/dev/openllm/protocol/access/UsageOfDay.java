package dev.openllm.protocol.access;

/**
 * How much one consumer used one model on one day.
 *
 * @param day the local date in ISO 8601
 * @param consumer who used it
 * @param model {@code provider/model}
 * @param requests finished and failed ones
 * @param failures those of them that failed, refused and cancelled ones included
 * @param inputTokens as far as the provider counted them
 * @param outputTokens as far as the provider counted them
 * @param costUsd in US dollars, as far as prices are known
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
