package dev.openllm.server.http.cleartext;

import dev.openllm.server.http.NotHttp;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The head of a response: the status and the headers.
 *
 * @param headers the header values by lowercase header name; if a header is repeated, only its first value
 * @param persistent whether connections stay open by default in the HTTP version that the server uses
 */
record CleartextHead(int status, Map<String, String> headers, boolean persistent) {

    private static final int MAX_HEADERS = 500;

    /**
     * The way in which the end of a body is determined.
     *
     * @param length the length of the body in bytes, or -1 if the body ends with the last chunk or when the connection
     *     closes
     * @param keepsConnection whether another request can be sent on the connection
     */
    record Framing(long length, boolean chunked, boolean keepsConnection) {}

    /**
     * Reads the head of a response and skips interim responses.
     *
     * @param deadline the deadline, as a {@link System#nanoTime} value
     */
    static CleartextHead read(CleartextConnection connection, long deadline) throws IOException {
        CleartextHead head = readHead(connection, deadline);
        while (head.status < 200) {
            head = readHead(connection, deadline); // an interim response, such as status 103 (Early Hints)
        }
        return head;
    }

    private static CleartextHead readHead(CleartextConnection connection, long deadline) throws IOException {
        byte[] prefix = connection.peekStart(deadline);
        if (prefix.length == 0 || prefix[0] != 'H') {
            throw NotHttp.of(prefix);
        }
        String[] statusLine = connection.readLine(deadline).split(" ", 3);
        if (statusLine.length < 2 || !statusLine[0].startsWith("HTTP/1.") || !isStatus(statusLine[1])) {
            throw new IOException("This is not an HTTP/1.1 response.");
        }
        Map<String, String> headers = new HashMap<>();
        String line = connection.readLine(deadline);
        for (int count = 0; !line.isEmpty(); count++) {
            int colon = line.indexOf(':');
            if (colon <= 0 || count == MAX_HEADERS) {
                throw new IOException("The head of the response is invalid.");
            }
            headers.putIfAbsent(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
            line = connection.readLine(deadline);
        }
        return new CleartextHead(Integer.parseInt(statusLine[1]), headers, !statusLine[0].equals("HTTP/1.0"));
    }

    private static boolean isStatus(String text) {
        return text.length() == 3 && isNumeric(text) && text.charAt(0) >= '1' && text.charAt(0) <= '5';
    }

    private static boolean isNumeric(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Returns how the end of the body is determined. Source: https://www.rfc-editor.org/rfc/rfc9112#section-6.3 */
    Framing framing(String method) throws IOException {
        String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
        boolean keepAlive = persistent ? !connection.contains("close") : connection.contains("keep-alive");
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return new Framing(0, false, keepAlive);
        }
        if (headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .endsWith("chunked")) {
            return new Framing(-1, true, keepAlive);
        }
        String length = headers.get("content-length");
        if (length == null) {
            return new Framing(-1, false, false);
        }
        if (length.length() > 18 || !isNumeric(length)) {
            throw new IOException("The length of the response is invalid.");
        }
        return new Framing(Long.parseLong(length), false, keepAlive);
    }
}
