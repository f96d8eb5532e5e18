package dev.openllm.protocol.status;

import dev.openllm.protocol.Wire;
import java.util.OptionalDouble;

/**
 * The usage of one consumer since the server started. Never contains the content of requests or responses.
 *
 * @param consumer the caller, such as an extension's ID, {@code cli}, or {@code python}
 * @param requests the number of requests that ended, successfully or not
 * @param failures the number of requests that ended with an error, not including canceled requests
 * @param inputTokens the sum of the input tokens that providers reported
 * @param outputTokens the sum of the output tokens that providers reported
 * @param costUsd the cost in US dollars; absent if no response had a known price
 * @param lastModel the model of the last request
 * @param lastAtMs the time at which the last request ended, in milliseconds since the Unix epoch
 */
public record ConsumerUsage(
        String consumer,
        long requests,
        long failures,
        long inputTokens,
        long outputTokens,
        OptionalDouble costUsd,
        String lastModel,
        long lastAtMs) {

    public ConsumerUsage {
        consumer = Wire.orElse(consumer, "");
        lastModel = Wire.orElse(lastModel, "");
    }
}
