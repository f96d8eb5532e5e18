package dev.openllm.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.StringJoiner;

/** Splits a streamed body into frames. Blocks until a frame is complete. Used by one thread. */
public final class FrameReader {

    private static final int LONGEST_UNFRAMED = 2_000;

    private final LineReader lines;
    private final boolean sse;
    private final StringBuilder unframed = new StringBuilder();
    private boolean first = true;

    private FrameReader(InputStream body, boolean sse) {
        this.lines = new LineReader(body);
        this.sse = sse;
    }

    /**
     * Server-sent events. Source: https://html.spec.whatwg.org/multipage/server-sent-events.html, except that an event
     * without its final blank line at the end of the body counts, since servers omit it.
     */
    public static FrameReader sse(InputStream body) {
        return new FrameReader(body, true);
    }

    /** One JSON document per line; blank lines are skipped. */
    public static FrameReader ndjson(InputStream body) {
        return new FrameReader(body, false);
    }

    /** The next frame; empty at the end of the body. */
    public Optional<ServerEvent> next() throws IOException {
        return sse ? nextEvent() : nextLine();
    }

    private Optional<ServerEvent> nextLine() throws IOException {
        while (true) {
            Optional<String> line = lines.next();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            if (!line.get().isBlank()) {
                return Optional.of(new ServerEvent("", line.get()));
            }
        }
    }

    private Optional<ServerEvent> nextEvent() throws IOException {
        String event = "";
        StringJoiner data = null;
        while (true) {
            Optional<String> next = lines.next();
            if (next.isEmpty()) {
                return data == null ? Optional.empty() : Optional.of(new ServerEvent(event, data.toString()));
            }
            String line = withoutByteOrderMark(next.get());
            if (line.isEmpty()) {
                if (data != null) {
                    return Optional.of(new ServerEvent(event, data.toString()));
                }
                event = "";
                continue;
            }
            int colon = line.indexOf(':');
            if (colon == 0) {
                continue; // a comment, sent to keep the connection alive
            }
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1);
            switch (field) {
                case "event" -> event = value;
                case "data" -> data = data == null ? new StringJoiner("\n").add(value) : data.add(value);
                case "id", "retry" -> {} // mean nothing for an answer that cannot be resumed
                default -> keepUnframed(line);
            }
        }
    }

    /** The first lines that belong to no frame, such as the response of a server that does not stream. */
    public String unframed() {
        return unframed.toString();
    }

    private void keepUnframed(String line) {
        if (unframed.length() < LONGEST_UNFRAMED) {
            unframed.append(line, 0, Math.min(line.length(), LONGEST_UNFRAMED)).append('\n');
        }
    }

    private String withoutByteOrderMark(String line) {
        boolean marked = first && line.startsWith("\uFEFF");
        first = false;
        return marked ? line.substring(1) : line;
    }
}
