package dev.openllm.server.gateway.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The head of a request, parsed as strictly as RFC 9112 requires: anything that two parsers could interpret differently
 * is rejected. Source: https://www.rfc-editor.org/rfc/rfc9112
 *
 * @param request the request without its body
 * @param method the method that the client sent; {@code HEAD} is processed in the same way as {@code GET}
 * @param body how the length of the body is determined
 * @param expectsContinue whether the client waits for an interim response before it sends the body
 */
record HttpHead(HttpRequest request, String method, Framing body, boolean expectsContinue) {

    private static final Pattern VERSION = Pattern.compile("HTTP/\\d\\.\\d");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final int MAX_TARGET_LENGTH = 8 * 1024;
    private static final int MAX_METHOD_LENGTH = 32;
    private static final int MAX_FIELDS = 256;
    private static final String SCHEME = "http://";

    /** How the end of a body is detected (RFC 9112, 6.3). */
    sealed interface Framing {

        /** The body has the specified number of bytes, which is zero if the request does not specify a length. */
        record Length(long bytes) implements Framing {}

        record Chunked() implements Framing {}

        default boolean isEmpty() {
            return this instanceof Length length && length.bytes() == 0;
        }
    }

    /**
     * The parts of a request line (RFC 9112, 3).
     *
     * @param authority the authority of an absolute request target, which overrides the {@code Host} header
     */
    private record RequestLine(String method, String path, Query query, Optional<String> authority, boolean isHttp11) {}

    /**
     * Parses the head of a request.
     *
     * @param requestLine the request line without its line ending
     * @param lines the field lines without their line endings
     */
    static HttpHead of(String requestLine, List<String> lines) throws HttpRejected {
        RequestLine line = parseRequestLine(requestLine);
        Map<String, List<String>> fields = parseFields(lines);
        String host = host(line, fields);
        Framing framing = framing(line, fields);
        rejectCompressed(fields);
        Map<String, String> headers = new HashMap<>();
        fields.forEach((name, values) -> headers.put(name, String.join(", ", values)));
        headers.put("host", host);
        HttpRequest request = new HttpRequest(
                line.method().equals("HEAD") ? "GET" : line.method(),
                line.path(),
                line.query(),
                headers,
                new byte[0],
                keepsConnection(line, fields),
                line.isHttp11());
        return new HttpHead(request, line.method(), framing, expectsContinue(line, fields));
    }

    private static RequestLine parseRequestLine(String line) throws HttpRejected {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3
                || !HttpSyntax.isToken(parts[0])
                || !parts[2].equals("HTTP/1.1") && !VERSION.matcher(parts[2]).matches()) {
            throw rejected(400, "This is not an HTTP/1.1 request.");
        }
        if (!parts[2].equals("HTTP/1.1") && !parts[2].equals("HTTP/1.0")) {
            throw rejected(505, "Only HTTP/1.1 and HTTP/1.0 are supported.");
        }
        if (parts[0].length() > MAX_METHOD_LENGTH || parts[0].equals("CONNECT")) {
            throw rejected(501, "This method is not supported.");
        }
        if (parts[1].length() > MAX_TARGET_LENGTH) {
            throw rejected(414, "The request target is longer than 8 KiB.");
        }
        if (!HttpSyntax.isTarget(parts[1])) {
            throw rejected(400, "The request target contains characters that must be percent-encoded.");
        }
        boolean isHttp11 = parts[2].equals("HTTP/1.1");
        if (parts[1].regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            String rest = parts[1].substring(SCHEME.length());
            int end = (int) rest.chars().takeWhile(c -> c != '/' && c != '?').count();
            String path = rest.startsWith("/", end) ? rest.substring(end) : "/" + rest.substring(end);
            return new RequestLine(
                    parts[0], withoutQuery(path), query(path), Optional.of(rest.substring(0, end)), isHttp11);
        }
        if (!parts[1].startsWith("/") && !(parts[1].equals("*") && parts[0].equals("OPTIONS"))) {
            throw rejected(400, "The request target is neither a path nor an http address.");
        }
        return new RequestLine(parts[0], withoutQuery(parts[1]), query(parts[1]), Optional.empty(), isHttp11);
    }

    private static String withoutQuery(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private static Query query(String target) {
        int query = target.indexOf('?');
        return query < 0 ? Query.NONE : Query.of(target.substring(query + 1));
    }

    /** Returns the header values, keyed by lowercase field name (RFC 9112, 5). */
    static Map<String, List<String>> parseFields(List<String> lines) throws HttpRejected {
        if (lines.size() > MAX_FIELDS) {
            throw rejected(431, "The request has more than " + MAX_FIELDS + " header fields.");
        }
        Map<String, List<String>> fields = new HashMap<>();
        for (String line : lines) {
            if (HttpSyntax.isBlank(line.charAt(0))) {
                throw rejected(400, "A header field is continued on another line.");
            }
            int colon = line.indexOf(':');
            if (colon < 0 || !HttpSyntax.isToken(line.substring(0, colon))) {
                throw rejected(400, "A header field has an invalid name.");
            }
            String value = HttpSyntax.trim(line.substring(colon + 1));
            if (!HttpSyntax.isFieldValue(value)) {
                throw rejected(400, "A header field contains a control character.");
            }
            fields.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(value);
        }
        return fields;
    }

    /**
     * Returns the host. A request must contain exactly one {@code Host} header, whose value is overridden by an
     * absolute request target (RFC 9112, 3.2).
     */
    private static String host(RequestLine line, Map<String, List<String>> fields) throws HttpRejected {
        List<String> hosts = fields.getOrDefault("host", List.of());
        if (hosts.size() > 1 || hosts.isEmpty() && line.isHttp11()) {
            throw rejected(400, "The request must have exactly one Host header field.");
        }
        String host = line.authority().orElse(hosts.isEmpty() ? "" : hosts.getFirst());
        boolean valid = hosts.stream().allMatch(HttpSyntax::isHost)
                && line.authority().stream().allMatch(HttpSyntax::isHost);
        if (!valid) {
            throw rejected(400, "The Host of the request is not valid.");
        }
        return host;
    }

    private static Framing framing(RequestLine line, Map<String, List<String>> fields) throws HttpRejected {
        List<String> codings = items(fields.getOrDefault("transfer-encoding", List.of()));
        List<String> lengths = fields.getOrDefault("content-length", List.of());
        if (fields.containsKey("transfer-encoding")) {
            if (!lengths.isEmpty() || !line.isHttp11()) {
                throw rejected(400, "The length of the body is ambiguous.");
            }
            if (codings.isEmpty() || !codings.getLast().equalsIgnoreCase("chunked")) {
                throw rejected(400, "The last transfer coding must be chunked.");
            }
            if (codings.size() > 1) {
                throw codings.stream().filter("chunked"::equalsIgnoreCase).count() > 1
                        ? rejected(400, "The body is chunked more than once.")
                        : rejected(501, "The only supported transfer coding is chunked.");
            }
            return new Framing.Chunked();
        }
        if (lengths.size() > 1) {
            throw rejected(400, "The request has more than one Content-Length.");
        }
        if (!lengths.isEmpty() && !NUMBER.matcher(lengths.getFirst()).matches()) {
            throw rejected(400, "The Content-Length is not a number.");
        }
        return new Framing.Length(lengths.isEmpty() ? 0 : Long.parseLong(lengths.getFirst()));
    }

    private static void rejectCompressed(Map<String, List<String>> fields) throws HttpRejected {
        List<String> codings = items(fields.getOrDefault("content-encoding", List.of()));
        if (!codings.stream().allMatch("identity"::equalsIgnoreCase)) {
            throw rejected(415, "Compressed request bodies are not supported. Send the body without Content-Encoding.");
        }
    }

    /**
     * Returns whether the client waits for an interim response (RFC 9110, 10.1.1). The {@code Expect} header is ignored
     * for HTTP/1.0.
     */
    private static boolean expectsContinue(RequestLine line, Map<String, List<String>> fields) throws HttpRejected {
        List<String> expectations = items(fields.getOrDefault("expect", List.of()));
        if (!line.isHttp11() || expectations.isEmpty()) {
            return false;
        }
        if (!expectations.stream().allMatch("100-continue"::equalsIgnoreCase)) {
            throw rejected(417, "The only supported expectation is 100-continue.");
        }
        return true;
    }

    private static boolean keepsConnection(RequestLine line, Map<String, List<String>> fields) {
        List<String> options = items(fields.getOrDefault("connection", List.of()));
        return line.isHttp11()
                ? options.stream().noneMatch("close"::equalsIgnoreCase)
                : options.stream().anyMatch("keep-alive"::equalsIgnoreCase);
    }

    /** Returns the items of a comma-separated list, combined from all fields with the same name (RFC 9110, 5.6.1). */
    private static List<String> items(List<String> values) {
        if (values.isEmpty()) {
            return List.of();
        }
        return values.stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(HttpSyntax::trim)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static HttpRejected rejected(int status, String message) {
        return new HttpRejected(status, message);
    }
}
