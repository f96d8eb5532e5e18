package dev.openllm.server.gateway.http;

import dev.openllm.server.gateway.http.HttpHead.Framing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the requests on a connection. Not thread-safe. */
final class HttpReader {

    private static final int LONGEST_HEAD = 32 * 1024;
    private static final int LONGEST_CHUNK_LINE = 1024;
    private static final int LONGEST_TRAILERS = 8 * 1024;
    private static final int FIRST_PART = 16 * 1024;
    /** The maximum size of a body: 64 MiB, enough for a conversation with many images. */
    static final int LONGEST_BODY = 64 * 1024 * 1024;

    /** The first byte of a TLS handshake. */
    private static final int TLS = 0x16;

    private final ConnectionInput in;

    HttpReader(ConnectionInput in) {
        this.in = in;
    }

    /** Reads the head of the next request. Returns an empty result at the end of the connection. */
    Optional<HttpHead> head() throws IOException, HttpRejected {
        int first = in.peek();
        while (first == '\r' || first == '\n') {
            in.next(); // skips empty lines before a request (RFC 9112, 2.2)
            first = in.peek();
        }
        if (first < 0) {
            return Optional.empty();
        }
        if (first == TLS) {
            throw new HttpRejected(400, "This port uses HTTP, not HTTPS.");
        }
        int[] left = {LONGEST_HEAD};
        String requestLine = line(left, "The head of the request is longer than 32 KiB.");
        return Optional.of(
                HttpHead.of(requestLine, fieldLines(left, "The head of the request is longer than 32 KiB.")));
    }

    private List<String> fieldLines(int[] left, String tooLong) throws IOException, HttpRejected {
        List<String> lines = new ArrayList<>();
        for (String line = line(left, tooLong); !line.isEmpty(); line = line(left, tooLong)) {
            lines.add(line);
        }
        return lines;
    }

    /**
     * Reads a body into a buffer that grows as data arrives.
     *
     * @param share the part of the memory budget that this request uses
     */
    byte[] body(Framing framing, BodyBudget.Share share) throws IOException, HttpRejected {
        Growing body = new Growing(share);
        switch (framing) {
            case Framing.Length length -> body.read(length.bytes());
            case Framing.Chunked _ -> chunks(body);
        }
        return body.bytes();
    }

    /** Reads a chunked body (RFC 9112, 7.1). */
    private void chunks(Growing body) throws IOException, HttpRejected {
        long length = chunkLength();
        while (length > 0) {
            body.read(length);
            if (in.next() != '\r' || in.next() != '\n') {
                throw new HttpRejected(400, "A chunk of the body does not have the length specified for it.");
            }
            length = chunkLength();
        }
        int[] left = {LONGEST_TRAILERS};
        HttpHead.fields(fieldLines(left, "The trailers of the request are longer than 8 KiB."));
    }

    private long chunkLength() throws IOException, HttpRejected {
        int[] left = {LONGEST_CHUNK_LINE};
        String line = line(left, "An extension of a chunk is longer than 1 KiB.");
        int digits = (int) line.chars().takeWhile(HttpSyntax::isHexadecimal).count();
        String extension = HttpSyntax.trimmed(line.substring(digits));
        boolean valid = digits > 0
                && digits <= 8
                && HttpSyntax.isFieldValue(line)
                && (digits == line.length() || extension.startsWith(";"));
        if (!valid) {
            throw new HttpRejected(400, "A chunk of the body has an invalid length.");
        }
        return Long.parseLong(line.substring(0, digits), 16);
    }

    /** Reads a line and returns it without its line ending, which must be CR LF (RFC 9112, 2.2). */
    private String line(int[] left, String tooLong) throws IOException, HttpRejected {
        StringBuilder line = new StringBuilder(64);
        while (true) {
            int next = in.next();
            if (next < 0) {
                throw new HttpRejected(400, "The request ended within its head.");
            }
            if (--left[0] < 0) {
                throw new HttpRejected(431, tooLong);
            }
            if (next == '\r') {
                if (in.next() != '\n') {
                    throw new HttpRejected(400, "A carriage return is not followed by a line feed.");
                }
                return line.toString();
            }
            if (next == '\n') {
                throw new HttpRejected(400, "A line must end with a carriage return and a line feed.");
            }
            line.append((char) next);
        }
    }

    /** A buffer for the part of a body that has arrived. */
    private final class Growing {

        private final BodyBudget.Share share;
        private byte[] bytes = new byte[0];
        private int size;

        Growing(BodyBudget.Share share) {
            this.share = share;
        }

        void read(long more) throws IOException, HttpRejected {
            if (size + more > LONGEST_BODY) {
                throw new HttpRejected(413, "The request is larger than " + LONGEST_BODY / 1024 / 1024 + " MiB.");
            }
            int end = size + (int) more;
            while (size < end) {
                if (size == bytes.length) {
                    grow(end);
                }
                int count = in.read(bytes, size, Math.min(end, bytes.length) - size);
                if (count < 0) {
                    throw new HttpRejected(400, "The request ended within its body.");
                }
                size += count;
            }
        }

        /** Quadruples the size of the buffer to reduce copying, but does not exceed the length that the client specified. */
        private void grow(int announced) throws HttpRejected {
            int length = Math.min(Math.max(FIRST_PART, bytes.length * 4), Math.max(announced, size + 1));
            share.grow(length - bytes.length);
            bytes = Arrays.copyOf(bytes, length);
        }

        byte[] bytes() {
            return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        }
    }
}
