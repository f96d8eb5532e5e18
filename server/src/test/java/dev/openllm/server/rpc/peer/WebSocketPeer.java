package dev.openllm.server.rpc.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.testing.TestTimeouts;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A peer that uses the WebSocket client of the JDK. */
public final class WebSocketPeer implements AutoCloseable, WebSocket.Listener {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder message = new StringBuilder();
    private final WebSocket socket;

    public WebSocketPeer(int port, String token) {
        this.socket = CLIENT.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/"), this)
                .join();
    }

    /** Returns a masked text frame, for peers that use a plain socket. */
    static byte[] frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(0x81);
            out.writeByte(0x80 | 126);
            out.writeShort(payload.length);
            out.writeInt(0); // a mask of zeros does not change the payload
            out.write(payload);
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
        return bytes.toByteArray();
    }

    public void send(String json) {
        try {
            socket.sendText(json, true).join();
        } catch (CompletionException disconnected) {
            // the server can close the connection before it has read everything
        }
    }

    void sendInFrames(String text, int size) {
        try {
            for (int offset = 0; offset < text.length(); offset += size) {
                socket.sendText(
                                text.substring(offset, Math.min(text.length(), offset + size)),
                                offset + size >= text.length())
                        .join();
            }
        } catch (CompletionException disconnected) {
            // see above
        }
    }

    void sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    public JsonNode next() {
        try {
            JsonNode json = received.poll(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
            if (json == null) {
                throw new AssertionError("No message came within " + TestTimeouts.WAIT_SECONDS + " s.");
            }
            return json;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Returns the code with which the server closed the connection. */
    int awaitCloseCode() {
        return closed.orTimeout(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            try {
                received.add(Wire.JSON.readTree(message.toString()));
            } catch (JsonProcessingException malformed) {
                throw new UncheckedIOException(malformed);
            }
            message.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed.completeExceptionally(failure);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
