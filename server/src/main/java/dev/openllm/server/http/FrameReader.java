package dev.openllm.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Splits a streamed response body into frames: server-sent events or lines. A read blocks until a frame is complete.
 * This class is not thread-safe.
 */
public final class FrameReader {

    private static final int MAX_UNFRAMED_LENGTH = 2_000;

    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

    private final LineReader lines;
    private final boolean sse;
    private final StringBuilder unframed = new StringBuilder();
    private boolean atStart = true;

    private FrameReader(InputStream body, boolean sse) {
        this.lines = new LineReader(body);
        this.sse = sse;
    }

    /**
     * Returns a reader for server-sent events. Contrary to the specification, an event that is not followed by a blank
     * line is accepted at the end of the body, because some servers omit the blank line. Source:
     * https://html.spec.whatwg.org/multipage/server-sent-events.html
     */
    public static FrameReader sse(InputStream body) {
        return new FrameReader(body, true);
    }

    /** Returns a reader for a body with one JSON document per line. Blank lines are skipped. */
    public static FrameReader ndjson(InputStream body) {
        return new FrameReader(body, false);
    }

    /** Returns the next frame, or an empty result at the end of the body. */
    public Optional<ServerEvent> next() throws IOException {
        return sse ? nextEvent() : nextLine();
    }

    private Optional<ServerEvent> nextLine() throws IOException {
        while (lines.next()) {
            String line = lines.text(0);
            if (!line.isBlank()) {
                return Optional.of(new ServerEvent("", line));
            }
        }
        return Optional.empty();
    }

    private Optional<ServerEvent> nextEvent() throws IOException {
        String event = "";
        Data data = new Data();
        while (lines.next()) {
            int start = atStart && lines.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
            atStart = false;
            if (lines.length() == start) {
                if (data.isPresent()) {
                    return Optional.of(new ServerEvent(event, data.text()));
                }
                event = "";
            } else if (start == 0 && lines.startsWith(DATA)) {
                data.add(value(DATA.length));
            } else {
                event = field(lines.text(start), event, data);
            }
        }
        return data.isPresent() ? Optional.of(new ServerEvent(event, data.text())) : Optional.empty();
    }

    /**
     * Returns the value of the field in the current line.
     *
     * @param colon the length of the field name including the colon, in bytes
     */
    private String value(int colon) {
        boolean space = lines.length() > colon && lines.at(colon) == ' ';
        return lines.text(space ? colon + 1 : colon);
    }

    /** Processes a field of an event. @return the event name that applies after this field */
    private String field(String line, String event, Data data) {
        int colon = line.indexOf(':');
        if (colon == 0) {
            return event; // a comment that keeps the connection alive
        }
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1);
        switch (field) {
            case "event" -> {
                return value;
            }
            case "data" -> data.add(value);
            case "id", "retry" -> {} // not used, because a response cannot be resumed
            default -> appendUnframed(line);
        }
        return event;
    }

    /**
     * The data of one server-sent event. Because the data nearly always consists of a single line, a single line is not
     * copied.
     */
    private static final class Data {

        private String single;
        private StringBuilder joined;

        boolean isPresent() {
            return single != null;
        }

        void add(String line) {
            if (single == null) {
                single = line;
                return;
            }
            joined = joined == null ? new StringBuilder(single) : joined;
            joined.append('\n').append(line);
        }

        String text() {
            return joined == null ? single : joined.toString();
        }
    }

    /**
     * Returns the beginning of the text that does not belong to any frame, such as an error message from a server that
     * does not support streaming.
     */
    public String unframed() {
        return unframed.toString();
    }

    private void appendUnframed(String line) {
        if (unframed.length() < MAX_UNFRAMED_LENGTH) {
            unframed.append(line, 0, Math.min(line.length(), MAX_UNFRAMED_LENGTH))
                    .append('\n');
        }
    }
}
