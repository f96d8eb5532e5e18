package dev.openllm.server.rpc;

import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.protocol.OpenLlmServer;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.TextFrame;

/** A program that is connected to this server, with an endpoint of its own. */
final class PeerConnection implements ConnectionControl {

    private final WebSocketImpl socket;
    private final PeerChannel channel;
    private final PeerLimits limits;
    private final JsonRpc<OpenLlmClient> rpc;
    private final CompletableFuture<ServerEndpoint> server = new CompletableFuture<>();
    private volatile long lastMessage = System.nanoTime();

    PeerConnection(WebSocketImpl socket, Services services, PeerLimits limits) {
        this.socket = socket;
        this.channel = (PeerChannel) socket.getChannel();
        this.limits = limits;
        this.rpc = new JsonRpc<>(
                OpenLlmServer.class,
                OpenLlmClient.class,
                client -> {
                    server.complete(new ServerEndpoint(services, client, Standing.PEER, this));
                    return server.join();
                },
                this::send);
    }

    void receive(String message) {
        lastMessage = System.nanoTime();
        rpc.receive(message.getBytes(StandardCharsets.UTF_8));
    }

    private void send(byte[] json) {
        try {
            if (channel.awaitRoom(json.length, limits)) {
                TextFrame frame = new TextFrame();
                frame.setPayload(ByteBuffer.wrap(json));
                socket.sendFrame(frame);
                lastMessage = System.nanoTime();
            } else {
                channel.close();
            }
        } catch (WebsocketNotConnectedException | IOException gone) {
            // What ran for the peer is cancelled when the close is noticed.
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new OpenLlmException(ErrorKind.CANCELLED, "The request was cancelled.");
        }
    }

    boolean isIdleFor(Duration time) {
        return System.nanoTime() - lastMessage > time.toNanos() && !server.join().isBusy();
    }

    @Override
    public void end() {
        socket.close(CloseFrame.NORMAL);
    }

    @Override
    public void endWith(long processId) {
        // The connection ends with the peer's process anyway, and the server with its owner's.
    }

    /** The connection is closed. */
    void closed() {
        server.join().close();
    }
}
