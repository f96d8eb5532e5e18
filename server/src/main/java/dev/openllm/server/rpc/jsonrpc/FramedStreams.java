package dev.openllm.server.rpc.jsonrpc;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Exchanges messages over a pair of streams. Each message is preceded by a {@code Content-Length} header, and any other
 * input is skipped up to the next header. Source:
 * https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#baseProtocol
 */
public final class FramedStreams {

    /**
     * The maximum length of a message, in bytes: 128 MiB, which is enough for a conversation with many images. A longer
     * message is skipped.
     */
    public static final long MAX_MESSAGE_BYTES = 128L * 1024 * 1024;

    private static final int MAX_HEADER_LINE_LENGTH = 8 * 1024;
    private static final String LENGTH_HEADER = "content-length:";

    private final InputStream in;
    private final OutputStream out;
    private final ReentrantLock writeLock = new ReentrantLock();

    public FramedStreams(InputStream in, OutputStream out) {
        this.in = new BufferedInputStream(in, 64 * 1024);
        this.out = out;
    }

    /** The result of reading one message, which was either received or skipped. */
    public sealed interface Frame {

        /** A received message, as JSON. */
        record Content(byte[] json) implements Frame {}

        /** A message that was skipped because it is longer than the limit. */
        record TooLong(long length) implements Frame {}
    }

    /**
     * Returns the next message, or an empty result at the end of the stream, even if the stream ends within a message.
     */
    public Optional<Frame> next() throws IOException {
        OptionalLong length = OptionalLong.empty();
        while (true) {
            Optional<String> line = readLine();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            OptionalLong headerLength = parseLength(line.get());
            if (headerLength.isPresent()) {
                length = headerLength;
            } else if (line.get().isEmpty() && length.isPresent()) {
                return readContent(length.getAsLong());
            }
        }
    }

    private Optional<Frame> readContent(long length) throws IOException {
        if (length > MAX_MESSAGE_BYTES) {
            in.skipNBytes(length);
            return Optional.of(new Frame.TooLong(length));
        }
        byte[] json = in.readNBytes((int) length);
        return json.length < length ? Optional.empty() : Optional.of(new Frame.Content(json));
    }

    /**
     * Returns a line without its line ending, or an empty result at the end of the stream. If the line is too long,
     * only its beginning is returned.
     */
    private Optional<String> readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(64);
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
            }
            if (line.size() < MAX_HEADER_LINE_LENGTH) {
                line.write(next);
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the content length that a header line specifies. The header can be preceded by garbage, such as leftover
     * content of a message whose specified length was wrong.
     */
    private static OptionalLong parseLength(String line) {
        int header = line.toLowerCase(Locale.ROOT).lastIndexOf(LENGTH_HEADER);
        if (header < 0) {
            return OptionalLong.empty();
        }
        String number = line.substring(header + LENGTH_HEADER.length()).strip();
        return number.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(number)) : OptionalLong.empty();
    }

    /** Writes a message immediately. This method is thread-safe. */
    public void write(byte[] json) throws IOException {
        byte[] header = ("Content-Length: " + json.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] message = new byte[header.length + json.length];
        System.arraycopy(header, 0, message, 0, header.length);
        System.arraycopy(json, 0, message, header.length, json.length);
        writeLock.lock();
        try {
            out.write(message);
            out.flush();
        } finally {
            writeLock.unlock();
        }
    }
}
