package dev.openllm.server.gateway.http;

import dev.openllm.server.gateway.http.HttpHead.Framing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the requests on a connection. Not thread-safe. */
final class HttpReader {

    private static final int MAX_HEAD_BYTES = 32 * 1024;
    private static final int MAX_CHUNK_LINE_BYTES = 1024;
    private static final int MAX_TRAILER_BYTES = 8 * 1024;
    private static final int INITIAL_BUFFER_BYTES = 16 * 1024;
    /** The maximum size of a body: 64 MiB, enough for a conversation with many images. */
    static final int MAX_BODY_BYTES = 64 * 1024 * 1024;

    /** The first byte of a TLS handshake. */
    private static final int TLS_HANDSHAKE = 0x16;

    private final ConnectionInput in;

    HttpReader(ConnectionInput in) {
        this.in = in;
    }

    /** Reads the head of the next request. Returns an empty result at the end of the connection. */
    Optional<HttpHead> readHead() throws IOException, HttpRejected {
        int first = in.peek();
        while (first == '\r' || first == '\n') {
            in.next(); // skips empty lines before a request (RFC 9112, 2.2)
            first = in.peek();
        }
        if (first < 0) {
            return Optional.empty();
        }
        if (first == TLS_HANDSHAKE) {
            throw new HttpRejected(400, "This port uses HTTP, not HTTPS.");
        }
        int[] remaining = {MAX_HEAD_BYTES};
        String requestLine = readLine(remaining, "The head of the request is longer than 32 KiB.");
        return Optional.of(
                HttpHead.of(requestLine, readFieldLines(remaining, "The head of the request is longer than 32 KiB.")));
    }

    private List<String> readFieldLines(int[] remaining, String errorMessage) throws IOException, HttpRejected {
        List<String> lines = new ArrayList<>();
        for (String line = readLine(remaining, errorMessage);
                !line.isEmpty();
                line = readLine(remaining, errorMessage)) {
            lines.add(line);
        }
        return lines;
    }

    /**
     * Reads a body into a buffer that grows as data arrives.
     *
     * @param share the part of the memory budget that this request uses
     */
    byte[] readBody(Framing framing, BodyBudget.Share share) throws IOException, HttpRejected {
        BodyBuffer body = new BodyBuffer(share);
        switch (framing) {
            case Framing.Length length -> body.read(length.bytes());
            case Framing.Chunked _ -> readChunks(body);
        }
        return body.bytes();
    }

    /** Reads a chunked body (RFC 9112, 7.1). */
    private void readChunks(BodyBuffer body) throws IOException, HttpRejected {
        long length = readChunkLength();
        while (length > 0) {
            body.read(length);
            if (in.next() != '\r' || in.next() != '\n') {
                throw new HttpRejected(400, "A chunk of the body does not have the length specified for it.");
            }
            length = readChunkLength();
        }
        int[] remaining = {MAX_TRAILER_BYTES};
        HttpHead.parseFields(readFieldLines(remaining, "The trailers of the request are longer than 8 KiB."));
    }

    private long readChunkLength() throws IOException, HttpRejected {
        int[] remaining = {MAX_CHUNK_LINE_BYTES};
        String line = readLine(remaining, "An extension of a chunk is longer than 1 KiB.");
        int digits = (int) line.chars().takeWhile(HttpSyntax::isHexadecimal).count();
        String extension = HttpSyntax.trim(line.substring(digits));
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
    private String readLine(int[] remaining, String errorMessage) throws IOException, HttpRejected {
        StringBuilder line = new StringBuilder(64);
        while (true) {
            int next = in.next();
            if (next < 0) {
                throw new HttpRejected(400, "The request ended within its head.");
            }
            if (--remaining[0] < 0) {
                throw new HttpRejected(431, errorMessage);
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
    private final class BodyBuffer {

        private final BodyBudget.Share share;
        private byte[] bytes = new byte[0];
        private int size;

        BodyBuffer(BodyBudget.Share share) {
            this.share = share;
        }

        void read(long length) throws IOException, HttpRejected {
            if (size + length > MAX_BODY_BYTES) {
                throw new HttpRejected(413, "The request is larger than " + MAX_BODY_BYTES / 1024 / 1024 + " MiB.");
            }
            int end = size + (int) length;
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
        private void grow(int expectedSize) throws HttpRejected {
            int newLength =
                    Math.min(Math.max(INITIAL_BUFFER_BYTES, bytes.length * 4), Math.max(expectedSize, size + 1));
            share.grow(newLength - bytes.length);
            bytes = Arrays.copyOf(bytes, newLength);
        }

        byte[] bytes() {
            return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        }
    }
}
