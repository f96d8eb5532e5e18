package dev.openllm.server.gateway.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.gateway.http.HttpReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A stream of events to a client. Each event is sent in a single write. The head of the response is sent with the first
 * event, so a failure that occurs before the first event can still determine the HTTP status.
 */
public final class EventStream {

    /** The format in which the events are written. */
    public enum Format {
        /** Server-sent events. */
        EVENTS("text/event-stream; charset=utf-8"),
        /** One JSON object per line. */
        LINES("application/x-ndjson"),
        /** The items of a JSON array. */
        ARRAY("application/json");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }

        public String contentType() {
            return contentType;
        }
    }

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpReply reply;
    private final Format format;
    private final Supplier<Map<String, String>> extraHeaders;
    private boolean hasItems;
    private volatile long lastWriteAt = System.nanoTime();

    /** Creates a stream. @param extraHeaders a supplier of additional headers, which is called when the head is sent */
    public EventStream(HttpReply reply, Format format, Supplier<Map<String, String>> extraHeaders) {
        this.reply = reply;
        this.format = format;
        this.extraHeaders = extraHeaders;
    }

    /**
     * Returns the value of {@link System#nanoTime} when data was last written or, if nothing has been written, when the
     * stream was created.
     */
    public long lastWriteAt() {
        return lastWriteAt;
    }

    public boolean hasBegun() {
        return reply.hasBegun();
    }

    public Format format() {
        return format;
    }

    /** Writes white space, which JSON parsers ignore between the items of an array. */
    public void whitespace() {
        write((reply.hasBegun() ? "\n" : "[\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Writes a comment line, which clients of server-sent events ignore. */
    public void comment(String text) {
        write((": " + text + "\n\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Writes an event without a name. */
    public void data(JsonNode data) {
        switch (format) {
            case EVENTS -> write(new byte[0], data);
            case LINES -> write(framed("", data, "\n"));
            case ARRAY -> {
                write(framed(reply.hasBegun() ? hasItems ? ",\n" : "" : "[", data, ""));
                hasItems = true;
            }
        }
    }

    private static byte[] framed(String start, JsonNode data, String end) {
        return bytes(start.getBytes(StandardCharsets.US_ASCII), data, end.getBytes(StandardCharsets.US_ASCII));
    }

    public void event(String name, JsonNode data) {
        write(("event: " + name + "\n").getBytes(StandardCharsets.US_ASCII), data);
    }

    /** Writes a {@link RepeatedEvent} that contains the specified text. The event does not have a name. */
    public void data(RepeatedEvent event, String text) {
        write(event.withText(text));
    }

    /** Writes {@code [DONE]}, which ends a stream of the OpenAI Chat Completions API. */
    public void done() {
        write("data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII));
    }

    public void end() {
        if (format == Format.ARRAY) {
            write((reply.hasBegun() ? "]" : "[]").getBytes(StandardCharsets.US_ASCII));
        }
        begin();
        reply.endStream();
    }

    private void write(byte[] name, JsonNode data) {
        write(bytes(name, data));
    }

    private void write(byte[] event) {
        begin();
        reply.sendChunk(event);
        lastWriteAt = System.nanoTime();
    }

    /** Returns the bytes to send for an event without a name. */
    public static byte[] bytes(JsonNode data) {
        return bytes(new byte[0], data);
    }

    private static byte[] bytes(byte[] name, JsonNode data) {
        byte[] start = new byte[name.length + DATA.length];
        System.arraycopy(name, 0, start, 0, name.length);
        System.arraycopy(DATA, 0, start, name.length, DATA.length);
        return bytes(start, data, END);
    }

    private static byte[] bytes(byte[] start, JsonNode data, byte[] end) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        bytes.writeBytes(start);
        try (JsonGenerator json = Wire.JSON.createGenerator(bytes)) {
            json.writeTree(data);
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
        bytes.writeBytes(end);
        return bytes.toByteArray();
    }

    private void begin() {
        if (!reply.hasBegun()) {
            Map<String, String> headers = new HashMap<>();
            headers.put("Content-Type", format.contentType());
            headers.put("Cache-Control", "no-store");
            headers.putAll(extraHeaders.get());
            reply.beginStream(headers);
        }
    }
}
