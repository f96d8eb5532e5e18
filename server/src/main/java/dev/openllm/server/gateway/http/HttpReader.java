package dev.openllm.server.gateway.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads requests from one connection. Used by one thread. */
final class HttpReader {

    private static final int LONGEST_HEAD = 32 * 1024;
    /** Room for a conversation full of images: 64 MiB. */
    static final int LONGEST_BODY = 64 * 1024 * 1024;

    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[2 * 1024];
    private int position;
    private int filled;

    /** @param out for the interim answer that some clients wait for before they send a body */
    HttpReader(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** Waits for a byte of the next request, without consuming it. @return false at the end of the connection */
    boolean awaitByte() throws IOException {
        if (position < filled) {
            return true;
        }
        int count = in.read(buffer);
        if (count < 0) {
            return false;
        }
        position = 0;
        filled = count;
        return true;
    }

    /** The next request; empty at the end of the connection. */
    Optional<HttpRequest> next() throws IOException, HttpRejected {
        int[] left = {LONGEST_HEAD};
        String start = line(left);
        while (start != null && start.isEmpty()) {
            start = line(left); // some clients end a body with a line feed too many
        }
        if (start == null) {
            return Optional.empty();
        }
        String[] words = start.split(" ");
        if (words.length != 3 || !words[2].startsWith("HTTP/1.") || !words[1].startsWith("/")) {
            throw new HttpRejected(400, "This is no HTTP/1.1 request.");
        }
        Map<String, String> headers = headers(left);
        boolean current = !words[2].equals("HTTP/1.0");
        String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
        boolean keepAlive = current ? !connection.contains("close") : connection.contains("keep-alive");
        int query = words[1].indexOf('?');
        String path = query < 0 ? words[1] : words[1].substring(0, query);
        return Optional.of(new HttpRequest(words[0], path, headers, body(headers), keepAlive, current));
    }

    private Map<String, String> headers(int[] left) throws IOException, HttpRejected {
        Map<String, String> headers = new HashMap<>();
        while (true) {
            String line = line(left);
            if (line == null) {
                throw new HttpRejected(400, "The request ended within its headers.");
            }
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new HttpRejected(400, "A header has no name.");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
    }

    private byte[] body(Map<String, String> headers) throws IOException, HttpRejected {
        boolean chunked = headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .endsWith("chunked");
        String length = headers.getOrDefault("content-length", "0");
        if (!length.matches("\\d{1,18}") || (chunked && headers.containsKey("content-length"))) {
            throw new HttpRejected(400, "The length of the body is not clear.");
        }
        if (Long.parseLong(length) > LONGEST_BODY) {
            throw tooLarge();
        }
        if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return chunked ? chunks() : exactly(Integer.parseInt(length));
    }

    private byte[] chunks() throws IOException, HttpRejected {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line(new int[] {1024});
            if (size == null || !size.strip().matches("[0-9a-fA-F]{1,8}(\\s*;.*)?")) {
                throw new HttpRejected(400, "A chunk of the body has no length.");
            }
            long length = Long.parseLong(size.strip().split("[;\\s]")[0], 16);
            if (body.size() + length > LONGEST_BODY) {
                throw tooLarge();
            }
            body.writeBytes(exactly((int) length));
            String end = line(new int[] {LONGEST_HEAD});
            if (length == 0) {
                while (end != null && !end.isEmpty()) {
                    end = line(new int[] {LONGEST_HEAD}); // trailers mean nothing here
                }
                return body.toByteArray();
            }
        }
    }

    private static HttpRejected tooLarge() {
        return new HttpRejected(413, "The request is larger than " + LONGEST_BODY / 1024 / 1024 + " MiB.");
    }

    private byte[] exactly(int length) throws IOException, HttpRejected {
        byte[] bytes = new byte[length];
        int copied = Math.min(length, filled - position);
        System.arraycopy(buffer, position, bytes, 0, copied);
        position += copied;
        if (in.readNBytes(bytes, copied, length - copied) < length - copied) {
            throw new HttpRejected(400, "The request ended within its body.");
        }
        return bytes;
    }

    /** A line without its end; null at the end of the connection. */
    private String line(int[] left) throws IOException, HttpRejected {
        StringBuilder line = new StringBuilder(64);
        while (awaitByte()) {
            char next = (char) (buffer[position++] & 0xff);
            if (--left[0] < 0) {
                throw new HttpRejected(431, "The head of the request is longer than 32 KiB.");
            }
            if (next == '\n') {
                int end = line.length() - 1;
                return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
            }
            line.append(next);
        }
        return null;
    }
}
