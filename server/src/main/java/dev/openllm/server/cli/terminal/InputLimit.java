package dev.openllm.server.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Limits the size of input, so that input that is too large for any model is rejected before the memory is exhausted.
 */
public final class InputLimit {

    /** The maximum size of stdin or of a file: 32 MiB. Providers accept requests of up to 20 to 50 MB. */
    public static final int MAX_BYTES = 32 << 20;

    /** The value of {@link #MAX_BYTES}, formatted for messages. */
    public static final String MAX_SIZE_TEXT = "32 MB";

    private InputLimit() {}

    /** Reads a stream to its end. Returns an empty result if the stream contains more bytes than the limit. */
    public static Optional<byte[]> read(InputStream in, int limit) throws IOException {
        byte[] bytes = in.readNBytes(limit + 1);
        return bytes.length > limit ? Optional.empty() : Optional.of(bytes);
    }

    static boolean hasNul(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Decodes UTF-8 text and removes its byte order mark. Returns an empty result if the bytes are not valid UTF-8 or
     * contain a NUL character.
     */
    public static Optional<String> decode(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf('\0') < 0
                    ? Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text)
                    : Optional.empty();
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }
}
