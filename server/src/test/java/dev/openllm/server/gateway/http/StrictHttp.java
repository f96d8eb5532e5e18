package dev.openllm.server.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A second implementation of a request reader, which follows the grammar of RFC 9112 with regular expressions and stops
 * at the first invalid byte. Used only for comparison; it enforces no limits.
 */
final class StrictHttp {

    /** A request as it was received. */
    record Read(String method, String target, List<String> fields, String body) {}

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern REQUEST_LINE = Pattern.compile("(" + TOKEN + ") ([\\x21-\\x7e]+) HTTP/1\\.([01])\r\n");
    private static final Pattern FIELD =
            Pattern.compile("(" + TOKEN + "):[ \t]*((?:[\\x21-\\x7e\\x80-\\xff]+(?:[ \t]+(?=[^ \t\r]))?)*)[ \t]*\r\n");
    private static final Pattern CHUNK_SIZE =
            Pattern.compile("([0-9A-Fa-f]{1,8})[ \t]*(?:;[\\x20-\\x7e\t\\x80-\\xff]*)?\r\n");

    private final String text;
    private int position;

    private StrictHttp(byte[] bytes) {
        this.text = new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Returns the valid requests up to the first one that is invalid or closes the connection. */
    static List<Read> requests(byte[] bytes) {
        StrictHttp reader = new StrictHttp(bytes);
        List<Read> requests = new ArrayList<>();
        for (Optional<Read> request = reader.readRequest(); request.isPresent(); request = reader.readRequest()) {
            requests.add(request.get());
        }
        return requests;
    }

    private Optional<Read> readRequest() {
        while (position < text.length() && (text.charAt(position) == '\r' || text.charAt(position) == '\n')) {
            position++;
        }
        Optional<Matcher> line = match(REQUEST_LINE);
        Optional<List<String>> fields = line.flatMap(requestLine -> readFields());
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        boolean isHttp11 = line.get().group(3).equals("1");
        long hosts = values(fields.get(), "host").size();
        if (hosts > 1 || hosts == 0 && isHttp11) {
            return Optional.empty();
        }
        return readBody(fields.get(), isHttp11)
                .map(body -> new Read(line.get().group(1), line.get().group(2), fields.get(), body));
    }

    private Optional<List<String>> readFields() {
        List<String> fields = new ArrayList<>();
        while (!text.startsWith("\r\n", position)) {
            Optional<Matcher> field = match(FIELD);
            if (field.isEmpty()) {
                return Optional.empty();
            }
            fields.add(field.get().group(1).toLowerCase(Locale.ROOT) + ":"
                    + field.get().group(2));
        }
        position += 2;
        return Optional.of(fields);
    }

    private Optional<String> readBody(List<String> fields, boolean isHttp11) {
        List<String> codings = values(fields, "transfer-encoding");
        List<String> lengths = values(fields, "content-length");
        if (!codings.isEmpty()) {
            List<String> codingNames = Arrays.stream(String.join(",", codings).split(","))
                    .map(String::strip)
                    .filter(coding -> !coding.isEmpty())
                    .toList();
            boolean chunked = codingNames.size() == 1 && codingNames.getFirst().equalsIgnoreCase("chunked");
            return chunked && lengths.isEmpty() && isHttp11 ? readChunks() : Optional.empty();
        }
        if (lengths.isEmpty()) {
            return Optional.of("");
        }
        if (lengths.size() > 1 || !lengths.getFirst().matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return readBytes(Long.parseLong(lengths.getFirst()));
    }

    private Optional<String> readChunks() {
        StringBuilder body = new StringBuilder();
        while (true) {
            Optional<Matcher> size = match(CHUNK_SIZE);
            if (size.isEmpty()) {
                return Optional.empty();
            }
            long length = Long.parseLong(size.get().group(1), 16);
            if (length == 0) {
                return readFields().map(trailers -> body.toString());
            }
            Optional<String> chunk = readBytes(length);
            if (chunk.isEmpty() || !text.startsWith("\r\n", position)) {
                return Optional.empty();
            }
            body.append(chunk.get());
            position += 2;
        }
    }

    private Optional<String> readBytes(long length) {
        if (position + length > text.length()) {
            return Optional.empty();
        }
        int start = position;
        position += (int) length;
        return Optional.of(text.substring(start, position));
    }

    private Optional<Matcher> match(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(position, text.length());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        position = matcher.end();
        return Optional.of(matcher);
    }

    private static List<String> values(List<String> fields, String name) {
        return fields.stream()
                .filter(field -> field.startsWith(name + ":"))
                .map(field -> field.substring(name.length() + 1))
                .toList();
    }
}
