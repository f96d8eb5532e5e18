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
 * Server-sent events to a client, one write each. The head of the answer leaves with the first event, so that a
 * failure before it can still have a status of its own.
 */
public final class EventStream {

    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "text/event-stream; charset=utf-8", "Cache-Control", "no-store");
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpReply reply;
    private final Supplier<Map<String, String>> further;
    private volatile long lastWrite = System.nanoTime();

    /** @param further headers in addition to those of every event stream, read when the head is sent */
    public EventStream(HttpReply reply, Supplier<Map<String, String>> further) {
        this.reply = reply;
        this.further = further;
    }

    /** The {@link System#nanoTime} of the latest write, or of the start. */
    public long lastWrite() {
        return lastWrite;
    }

    public boolean hasBegun() {
        return reply.hasBegun();
    }

    /** A line that clients pass over. */
    public void comment(String text) {
        write((": " + text + "\n\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** An event without a name. */
    public void data(JsonNode data) {
        write(new byte[0], data);
    }

    public void event(String name, JsonNode data) {
        write(("event: " + name + "\n").getBytes(StandardCharsets.US_ASCII), data);
    }

    /** An event without a name that was sent before, with another text. */
    public void data(RepeatedEvent event, String text) {
        write(event.with(text));
    }

    /** The {@code [DONE]} that ends streams of OpenAI's Chat Completions. */
    public void done() {
        write("data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII));
    }

    public void end() {
        begin();
        reply.endStream();
    }

    private void write(byte[] name, JsonNode data) {
        write(bytes(name, data));
    }

    private void write(byte[] event) {
        begin();
        reply.piece(event);
        lastWrite = System.nanoTime();
    }

    /** An event without a name as it is sent. */
    public static byte[] bytes(JsonNode data) {
        return bytes(new byte[0], data);
    }

    private static byte[] bytes(byte[] name, JsonNode data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        bytes.writeBytes(name);
        bytes.writeBytes(DATA);
        try (JsonGenerator json = Wire.JSON.createGenerator(bytes)) {
            json.writeTree(data);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        bytes.writeBytes(END);
        return bytes.toByteArray();
    }

    private void begin() {
        if (!reply.hasBegun()) {
            Map<String, String> headers = new HashMap<>(HEADERS);
            headers.putAll(further.get());
            reply.stream(headers);
        }
    }
}
