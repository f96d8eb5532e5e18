package dev.openllm.server.secret;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * UTF-16, two bytes for each {@code char}, whatever they are. Java's own decoder replaces half a surrogate pair, so that a
 * file that contains one would be changed wherever it is rewritten.
 */
final class Utf16Units {

    private Utf16Units() {}

    /** All bytes but the last of an odd number. */
    static String decode(byte[] bytes, Charset order) {
        int high = high(order);
        StringBuilder text = new StringBuilder(bytes.length / 2);
        for (int i = 0; i + 1 < bytes.length; i += 2) {
            text.append((char) ((bytes[i + high] & 0xFF) << 8 | bytes[i + 1 - high] & 0xFF));
        }
        return text.toString();
    }

    /** @param rest what follows the text */
    static byte[] encode(String text, Charset order, byte[] rest) {
        int high = high(order);
        byte[] bytes = new byte[2 * text.length() + rest.length];
        for (int i = 0; i < text.length(); i++) {
            bytes[2 * i + high] = (byte) (text.charAt(i) >> 8);
            bytes[2 * i + 1 - high] = (byte) text.charAt(i);
        }
        System.arraycopy(rest, 0, bytes, 2 * text.length(), rest.length);
        return bytes;
    }

    /** Which of the two bytes is the upper one. */
    private static int high(Charset order) {
        return order == StandardCharsets.UTF_16BE ? 0 : 1;
    }
}
