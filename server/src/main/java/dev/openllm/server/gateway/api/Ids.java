package dev.openllm.server.gateway.api;

import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** The IDs and timestamps that are used in responses. */
public final class Ids {

    private static final int RANDOM_BYTES = 12;

    private Ids() {}

    /** Returns a new ID with the specified prefix, such as {@code chatcmpl-5f3a…}. */
    public static String newId(String prefix) {
        byte[] bytes = new byte[RANDOM_BYTES];
        ThreadLocalRandom.current().nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }

    /** Returns the current time, in seconds since the Unix epoch. */
    public static long epochSeconds() {
        return Instant.now().getEpochSecond();
    }
}
