package dev.openllm.server.http;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads lines from a response body as they arrive. A line ends with LF, CRLF, or CR. Lines are stored as bytes and
 * decoded only when their text is requested, so that a character whose bytes arrive in two reads is decoded correctly.
 */
final class LineReader {

    /** The maximum length of a line: 64 MiB. A longer line cannot be part of a valid response. */
    private static final int MAX_LINE_BYTES = 64 * 1024 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[2 * 1024];
    private int position;
    private int filled;
    private boolean skipLineFeed;

    // The array that contains the bytes of the current line: the buffer, or a separate array if the line arrived in
    // more than one read.
    private byte[] line = buffer;
    private int start;
    private int end;

    LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads the next line. The last line is included even if it has no line ending.
     *
     * @return whether a line was read; {@code false} at the end of the body
     */
    boolean next() throws IOException {
        Earlier earlier = null;
        while (true) {
            if (position == filled) {
                filled = in.read(buffer);
                position = 0;
                if (filled < 0) {
                    filled = 0;
                    return earlier != null && useCollected(earlier);
                }
            }
            if (skipLineFeed && position < filled) {
                skipLineFeed = false;
                if (buffer[position] == '\n') {
                    position++;
                    continue;
                }
            }
            int lineEnd = position;
            while (lineEnd < filled && buffer[lineEnd] != '\n' && buffer[lineEnd] != '\r') {
                lineEnd++;
            }
            if (lineEnd < filled) {
                skipLineFeed = buffer[lineEnd] == '\r';
                line = buffer;
                start = position;
                end = lineEnd;
                position = lineEnd + 1;
                if (earlier != null) {
                    earlier.add(buffer, start, end);
                    useCollected(earlier);
                }
                return true;
            }
            earlier = earlier == null ? new Earlier() : earlier;
            earlier.add(buffer, position, filled);
            position = filled;
        }
    }

    private boolean useCollected(Earlier earlier) {
        line = earlier.bytes;
        start = 0;
        end = earlier.size;
        return end > 0;
    }

    /** Returns the number of bytes of the current line. */
    int length() {
        return end - start;
    }

    /** Returns a byte of the current line. */
    byte at(int index) {
        return line[start + index];
    }

    /** Returns whether the current line starts with the specified bytes. */
    boolean startsWith(byte[] bytes) {
        return length() >= bytes.length && Arrays.equals(line, start, start + bytes.length, bytes, 0, bytes.length);
    }

    /** Returns the text of the current line, starting at the specified byte. */
    String text(int from) {
        return new String(line, start + from, length() - from, StandardCharsets.UTF_8);
    }

    /** The bytes from earlier reads of a line that arrives in more than one read. */
    private static final class Earlier {

        private byte[] bytes = new byte[512];
        private int size;

        void add(byte[] source, int from, int to) {
            int length = size + to - from;
            if (length > MAX_LINE_BYTES) {
                throw new OpenLlmException(
                        ErrorKind.BAD_RESPONSE,
                        UserText.of("The provider sent a line of more than 64 MiB. The response was discarded."));
            }
            if (length > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length, 2 * bytes.length));
            }
            System.arraycopy(source, from, bytes, size, to - from);
            size = length;
        }
    }
}
