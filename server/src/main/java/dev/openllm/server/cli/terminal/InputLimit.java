package dev.openllm.server.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Limits the size of input so that input that no model accepts is rejected before memory is exhausted. */
public final class InputLimit {

    /** The maximum size of stdin or of one file. Providers accept requests of 20 to 50 MB. */
    public static final int BYTES = 32 << 20;

    /** The value of {@link #BYTES} as text for messages. */
    public static final String TEXT = "32 MB";

    private InputLimit() {}

    /** Reads all bytes of a stream; empty if the stream exceeds the limit. */
    public static Optional<byte[]> read(InputStream in, int limit) throws IOException {
        byte[] bytes = in.readNBytes(limit + 1);
        return bytes.length > limit ? Optional.empty() : Optional.of(bytes);
    }

    static boolean hasNul(byte[] bytes) {
        for (byte one : bytes) {
            if (one == 0) {
                return true;
            }
        }
        return false;
    }

    /** Decodes UTF-8 text and removes its byte order mark; empty if the data is not UTF-8 or contains a NUL. */
    public static Optional<String> text(byte[] bytes) {
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
