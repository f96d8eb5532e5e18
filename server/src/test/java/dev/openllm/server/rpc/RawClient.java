package dev.openllm.server.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.testing.TestTimeouts;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client that writes bytes and reads JSON. It shares no code with the server. */
public final class RawClient implements AutoCloseable {

    private final OutputStream out;
    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();

    public RawClient(InputStream in, OutputStream out) {
        this.out = out;
        Thread.ofPlatform().daemon().start(() -> receive(new DataInputStream(in)));
    }

    /** Sends a message. The JSON is written with single quotes. */
    public RawClient send(String json) {
        return sendRaw(frame(json.replace('\'', '"')));
    }

    static String frame(String json) {
        return "Content-Length: " + json.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + json;
    }

    RawClient sendRaw(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    RawClient initialize(String capabilities) {
        send("{'jsonrpc':'2.0','id':'init','method':'initialize','params':{'clientName':'test','capabilities':"
                + capabilities + "}}");
        next(message -> message.path("id").asText().equals("init"));
        return this;
    }

    /**
     * Initializes the connection as {@link #initialize} does and waits until the server has applied the settings.
     * Requests also wait for this.
     */
    public RawClient initializeAndSettle(String capabilities) {
        initialize(capabilities);
        send("{'jsonrpc':'2.0','id':'settled','method':'models/list','params':{}}");
        next(message -> message.path("id").asText().equals("settled"));
        return this;
    }

    /** Returns the next message of any kind. */
    public JsonNode next() {
        try {
            JsonNode message = received.poll(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("No message came within " + TestTimeouts.WAIT_SECONDS + " s.");
            }
            return message;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Returns the next matching message and discards the messages before it. */
    public JsonNode next(Predicate<JsonNode> condition) {
        JsonNode message = next();
        while (!condition.test(message)) {
            message = next();
        }
        return message;
    }

    JsonNode awaitResponse(long id) {
        return next(message -> message.path("id").asLong() == id && !message.has("method"));
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void receive(DataInputStream in) {
        try {
            while (true) {
                StringBuilder header = new StringBuilder();
                while (header.length() < 4
                        || !header.substring(header.length() - 4).equals("\r\n\r\n")) {
                    header.append((char) in.readUnsignedByte());
                }
                String length = header.toString().replaceAll("(?s)^Content-Length: (\\d+)\r\n\r\n$", "$1");
                byte[] json = new byte[Integer.parseInt(length)];
                in.readFully(json);
                received.add(Wire.JSON.readTree(json));
            }
        } catch (IOException | NumberFormatException ended) {
            ObjectNode endMarker = Wire.JSON.createObjectNode();
            received.add(endMarker.put("end", ended.toString()));
        }
    }
}
