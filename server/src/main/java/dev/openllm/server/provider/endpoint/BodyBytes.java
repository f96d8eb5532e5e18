package dev.openllm.server.provider.endpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Serializes the body of a request to JSON. Long strings, such as files in a conversation, are encoded to UTF-8 as a
 * whole and then escaped. The JSON generator processes one character at a time, which accounts for most of the time
 * required to serialize a large request.
 */
final class BodyBytes {

    private static final int LONG_TEXT_LENGTH = 1024;
    private static final byte[] EMPTY = {};

    private BodyBytes() {}

    /**
     * Returns the JSON of a request body, encoded in UTF-8.
     *
     * @param body the request body, which must contain only valid Unicode
     */
    static byte[] of(ObjectNode body) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder()) {
            try (JsonGenerator json = new LongTexts(Wire.JSON.createGenerator(bytes))) {
                Wire.JSON.writeTree(json, body);
            }
            return bytes.toByteArray();
        } catch (IOException unexpected) {
            throw new IllegalStateException("A JSON tree can always be written.", unexpected);
        }
    }

    private static final class LongTexts extends JsonGeneratorDelegate {

        LongTexts(JsonGenerator json) {
            super(json, false);
        }

        @Override
        public void writeString(String text) throws IOException {
            byte[] bytes = text.length() < LONG_TEXT_LENGTH ? EMPTY : text.getBytes(StandardCharsets.UTF_8);
            if (bytes.length == 0 || hasFourByteCharacters(bytes)) {
                delegate.writeString(text);
                return;
            }
            byte[] escaped = escapeText(bytes);
            delegate.writeRawUTF8String(escaped, 0, escaped.length);
        }
    }

    /**
     * Returns whether UTF-8 text contains a four-byte character. The JSON generator writes such a character as two
     * escape sequences.
     */
    private static boolean hasFourByteCharacters(byte[] utf8) {
        boolean found = false;
        for (byte b : utf8) {
            found |= (b & 0xf8) == 0xf0;
        }
        return found;
    }

    /**
     * Returns the text with the necessary escape sequences (RFC 8259, section 7), or the same array if there is nothing
     * to escape.
     */
    private static byte[] escapeText(byte[] text) {
        int extra = 0;
        for (byte b : text) {
            extra += extraBytes(b);
        }
        if (extra == 0) {
            return text;
        }
        byte[] escaped = new byte[text.length + extra];
        int at = 0;
        for (byte b : text) {
            if (extraBytes(b) == 0) {
                escaped[at++] = b;
            } else {
                at = escape(b, escaped, at);
            }
        }
        return escaped;
    }

    /** Returns how many bytes longer the escape sequence is than the byte, or 0 if the byte is not escaped. */
    private static int extraBytes(byte b) {
        if (b == '"' || b == '\\') {
            return 1;
        }
        return b < 0 || b >= ' ' ? 0 : SHORT_ESCAPES[b] != 0 ? 1 : 5;
    }

    /**
     * The letters in the two-character escape sequences of control characters, indexed by control character. The value
     * is 0 if a control character has no such sequence.
     */
    private static final byte[] SHORT_ESCAPES = new byte[' '];

    static {
        SHORT_ESCAPES['\b'] = 'b';
        SHORT_ESCAPES['\t'] = 't';
        SHORT_ESCAPES['\n'] = 'n';
        SHORT_ESCAPES['\f'] = 'f';
        SHORT_ESCAPES['\r'] = 'r';
    }

    private static int escape(byte b, byte[] target, int from) {
        int at = from;
        target[at++] = '\\';
        if (b >= ' ') {
            target[at++] = b;
        } else if (SHORT_ESCAPES[b] != 0) {
            target[at++] = SHORT_ESCAPES[b];
        } else {
            target[at++] = 'u';
            target[at++] = '0';
            target[at++] = '0';
            target[at++] = (byte) ('0' + (b >> 4));
            target[at++] = (byte) "0123456789ABCDEF".charAt(b & 0xf);
        }
        return at;
    }
}
