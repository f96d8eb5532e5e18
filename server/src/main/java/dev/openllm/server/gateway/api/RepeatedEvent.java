package dev.openllm.server.gateway.api;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * An event that a stream sends repeatedly with different text. All parts of the event except the text are encoded only
 * once.
 */
public final class RepeatedEvent {

    private static final String PLACEHOLDER = "the place of the text";

    private final byte[] prefix;
    private final byte[] suffix;

    /**
     * Creates an event.
     *
     * @param event a function that creates the event for the specified text and returns the bytes of the event; it is
     *     called once with a placeholder, whose last occurrence in the event marks the position of the text
     */
    public RepeatedEvent(Function<String, byte[]> event) {
        // Each byte is decoded to one character, so character offsets are byte offsets.
        String template = new String(event.apply(PLACEHOLDER), StandardCharsets.ISO_8859_1);
        int start = template.lastIndexOf(PLACEHOLDER);
        prefix = template.substring(0, start).getBytes(StandardCharsets.ISO_8859_1);
        suffix = template.substring(start + PLACEHOLDER.length()).getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] withText(String text) {
        int length = text.length();
        byte[] bytes = new byte[prefix.length + length + suffix.length];
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return withEscapedText(text);
            }
            bytes[prefix.length + i] = (byte) c;
        }
        System.arraycopy(prefix, 0, bytes, 0, prefix.length);
        System.arraycopy(suffix, 0, bytes, prefix.length + length, suffix.length);
        return bytes;
    }

    private byte[] withEscapedText(String text) {
        byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        byte[] event = new byte[prefix.length + escaped.length + suffix.length];
        System.arraycopy(prefix, 0, event, 0, prefix.length);
        System.arraycopy(escaped, 0, event, prefix.length, escaped.length);
        System.arraycopy(suffix, 0, event, prefix.length + escaped.length, suffix.length);
        return event;
    }
}
