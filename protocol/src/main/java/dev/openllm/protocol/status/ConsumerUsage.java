package dev.openllm.protocol.status;

import dev.openllm.protocol.Wire;
import java.util.OptionalDouble;

/**
 * The usage of one consumer since the server started, without any content.
 *
 * @param consumer the caller: an extension's ID, {@code cli}, {@code python}, …
 * @param requests the number of chats that ended, successfully or not
 * @param failures the number of chats that ended with an error, not including canceled chats
 * @param inputTokens the sum of the input tokens that providers reported
 * @param outputTokens the sum of the output tokens that providers reported
 * @param costUsd the cost in US dollars; absent if no response had a known price
 * @param lastModel the model of the last chat
 * @param lastAtMs the time at which the last chat ended, in milliseconds since the Unix epoch
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
