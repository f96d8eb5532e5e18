package dev.openllm.server.chat.history;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Derives short, stable names from longer ones. The names consist of lowercase letters and digits. */
public final class ShortHash {

    private static final int RADIX = 36;
    private static final int DIGEST_DIGITS = 48;

    private ShortHash() {}

    /**
     * Returns a short name that is derived from the hash of a longer name.
     *
     * @param length the number of characters in the result, from 1 to 48
     */
    public static String of(String text, int length) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            String digits = new BigInteger(1, digest).toString(RADIX);
            String padded = "0".repeat(Math.max(0, DIGEST_DIGITS - digits.length())) + digits;
            return padded.substring(padded.length() - length);
        } catch (NoSuchAlgorithmException unsupported) {
            throw new IllegalStateException("Every Java has SHA-256.", unsupported);
        }
    }
}
