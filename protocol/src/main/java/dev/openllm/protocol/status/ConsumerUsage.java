package dev.openllm.protocol.status;

import dev.openllm.protocol.Wire;
import java.util.OptionalDouble;

/**
 * What one consumer had from models since the server started. Nothing of what was said.
 *
 * @param consumer who asked: an extension's id, {@code cli}, {@code python}, …
 * @param requests chats that ended, however they ended
 * @param failures those of them that ended with an error; a cancelled chat is none
 * @param inputTokens the sum of what providers reported
 * @param outputTokens the sum of what providers reported
 * @param costUsd in US dollars; absent when no answer had a known price
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
