package dev.openllm.server.http;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads lines as they arrive. A line ends with LF, CRLF or CR; it is decoded when it is complete, so that no character
 * is split between two reads.
 */
final class LineReader {

    /** A longer line is not part of a valid response: 64 MiB. */
    private static final int LONGEST_LINE = 64 * 1024 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[2 * 1024];
    private int position;
    private int filled;
    private boolean skipLineFeed;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line without its end; empty at the end of the body. A last line without an end counts. */
    Optional<String> next() throws IOException {
        ByteArrayOutputStream earlier = null;
        while (true) {
            if (position == filled) {
                filled = in.read(buffer);
                position = 0;
                if (filled < 0) {
                    filled = 0;
                    return earlier == null || earlier.size() == 0 ? Optional.empty() : Optional.of(decode(earlier));
                }
            }
            if (skipLineFeed && position < filled) {
                skipLineFeed = false;
                if (buffer[position] == '\n') {
                    position++;
                    continue;
                }
            }
            int end = position;
            while (end < filled && buffer[end] != '\n' && buffer[end] != '\r') {
                end++;
            }
            if (end < filled) {
                skipLineFeed = buffer[end] == '\r';
                int start = position;
                position = end + 1;
                if (earlier == null) {
                    return Optional.of(new String(buffer, start, end - start, StandardCharsets.UTF_8));
                }
                earlier.write(buffer, start, end - start);
                return Optional.of(decode(earlier));
            }
            if (earlier == null) {
                earlier = new ByteArrayOutputStream(2 * (filled - position) + 64);
            }
            earlier.write(buffer, position, filled - position);
            position = filled;
            if (earlier.size() > LONGEST_LINE) {
                throw new OpenLlmException(
                        ErrorKind.BAD_RESPONSE,
                        UserText.of("The provider sent a line of more than 64 MiB. The response was discarded."));
            }
        }
    }

    private static String decode(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
