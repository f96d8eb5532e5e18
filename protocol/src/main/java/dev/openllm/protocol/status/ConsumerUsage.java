package dev.openllm.protocol.status;

import dev.openllm.protocol.Wire;
import java.util.OptionalDouble;

/**
 * The usage of one consumer since the server started, without any content.
 *
 * @param consumer the caller: an extension's id, {@code cli}, {@code python}, …
 * @param requests chats that ended, successfully or not
 * @param failures chats that ended with an error; a canceled chat does not count
 * @param inputTokens the sum of what providers reported
 * @param outputTokens the sum of what providers reported
 * @param costUsd in US dollars; absent when no response had a known price
 * @param lastModel the model of the last chat
 * @param lastAtMs when the last chat ended, in milliseconds since 1970
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
