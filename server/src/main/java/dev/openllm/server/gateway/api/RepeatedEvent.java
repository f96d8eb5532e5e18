package dev.openllm.server.gateway.api;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * An event that a stream sends repeatedly with different text. All parts of the event except the text are encoded only
 * once.
 */
public final class RepeatedEvent {

    private static final String PLACE = "the place of the text";

    private final byte[] before;
    private final byte[] after;

    /**
     * Creates an event.
     *
     * @param event a function that creates the event for the specified text and returns the bytes of the event; it is
     *     called once with a placeholder, whose last occurrence in the event marks the position of the text
     */
    public RepeatedEvent(Function<String, byte[]> event) {
        // Each byte is decoded to one character, so character offsets are byte offsets.
        String whole = new String(event.apply(PLACE), StandardCharsets.ISO_8859_1);
        int start = whole.lastIndexOf(PLACE);
        before = whole.substring(0, start).getBytes(StandardCharsets.ISO_8859_1);
        after = whole.substring(start + PLACE.length()).getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] with(String text) {
        int length = text.length();
        byte[] plain = new byte[before.length + length + after.length];
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return quoted(text);
            }
            plain[before.length + i] = (byte) c;
        }
        System.arraycopy(before, 0, plain, 0, before.length);
        System.arraycopy(after, 0, plain, before.length + length, after.length);
        return plain;
    }

    private byte[] quoted(String text) {
        byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        byte[] event = new byte[before.length + quoted.length + after.length];
        System.arraycopy(before, 0, event, 0, before.length);
        System.arraycopy(quoted, 0, event, before.length, quoted.length);
        System.arraycopy(after, 0, event, before.length + quoted.length, after.length);
        return event;
    }
}
