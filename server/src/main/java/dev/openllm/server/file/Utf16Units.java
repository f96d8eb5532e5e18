package dev.openllm.server.file;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Lossless UTF-16 encoding: two bytes for each {@code char}, even for an unpaired surrogate. The Java decoder replaces
 * unpaired surrogates, so a file that contains one would be changed when it is rewritten.
 */
public final class Utf16Units {

    private Utf16Units() {}

    /** Decodes bytes. If the number of bytes is odd, the last byte is ignored. */
    public static String decode(byte[] bytes, Charset order) {
        int high = highByteIndex(order);
        StringBuilder text = new StringBuilder(bytes.length / 2);
        for (int i = 0; i + 1 < bytes.length; i += 2) {
            text.append((char) ((bytes[i + high] & 0xFF) << 8 | bytes[i + 1 - high] & 0xFF));
        }
        return text.toString();
    }

    /**
     * Encodes a string.
     *
     * @param suffix the bytes to append after the encoded string
     */
    public static byte[] encode(String text, Charset order, byte[] suffix) {
        int high = highByteIndex(order);
        byte[] bytes = new byte[2 * text.length() + suffix.length];
        for (int i = 0; i < text.length(); i++) {
            bytes[2 * i + high] = (byte) (text.charAt(i) >> 8);
            bytes[2 * i + 1 - high] = (byte) text.charAt(i);
        }
        System.arraycopy(suffix, 0, bytes, 2 * text.length(), suffix.length);
        return bytes;
    }

    /** Returns the index of the high byte within each pair of bytes. */
    private static int highByteIndex(Charset order) {
        return order == StandardCharsets.UTF_16BE ? 0 : 1;
    }
}
