package dev.openllm.server.rpc.peer;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.rpc.ClientRole;
import dev.openllm.server.rpc.ConnectionControl;
import dev.openllm.server.rpc.ServerEndpoint;
import dev.openllm.server.rpc.Services;
import dev.openllm.server.rpc.jsonrpc.JsonRpc;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.TextFrame;

/** The connection of a program to this server. Each connection has its own {@link ServerEndpoint}. */
final class PeerConnection implements ConnectionControl {

    private final WebSocketImpl socket;
    private final PeerChannel channel;
    private final PeerLimits limits;
    private final JsonRpc rpc;
    private final CompletableFuture<ServerEndpoint> server = new CompletableFuture<>();
    private final Consumer<PeerConnection> onLeave;
    private final AtomicBoolean hasLeft = new AtomicBoolean();
    private volatile long lastMessage = System.nanoTime();

    /** @param onLeave a callback that is called once, when nothing more will be sent to the peer */
    PeerConnection(WebSocketImpl socket, Services services, PeerLimits limits, Consumer<PeerConnection> onLeave) {
        this.onLeave = onLeave;
        this.socket = socket;
        this.channel = (PeerChannel) socket.getChannel();
        this.limits = limits;
        this.rpc = new JsonRpc(
                client -> {
                    server.complete(new ServerEndpoint(services, client, ClientRole.PEER, this));
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
            if (channel.awaitCapacity(json.length, limits)) {
                TextFrame frame = new TextFrame();
                frame.setPayload(ByteBuffer.wrap(json));
                socket.sendFrame(frame);
                lastMessage = System.nanoTime();
            } else {
                leave();
            }
        } catch (WebsocketNotConnectedException gone) {
            leave();
        } catch (InterruptedException canceled) {
            Thread.currentThread().interrupt();
            throw new OpenLlmException(ErrorKind.CANCELLED, UserText.of("The request was canceled."));
        }
    }

    boolean isIdleFor(Duration time) {
        return System.nanoTime() - lastMessage > time.toNanos()
                && !server.join().isBusy();
    }

    @Override
    public void end() {
        socket.close(CloseFrame.NORMAL);
    }

    @Override
    public void endWith(long processId) {
        // No action is needed: the connection ends with the peer's process, and the server ends with the process that
        // started it.
    }

    /**
     * Closes the connection to a peer that does not read, and cancels the peer's requests. A different thread is used
     * because the sending thread belongs to a request that is canceled. The requests are canceled explicitly because
     * Java-WebSocket does not detect that its channel was closed.
     */
    private void leave() {
        if (hasLeft.compareAndSet(false, true)) {
            Thread.ofVirtual().name("leaving").start(() -> {
                closeChannel();
                onClosed();
            });
        }
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // The connection is already closed, so no action is needed.
        }
    }

    /** Cancels the requests of the peer after its connection was closed. */
    void onClosed() {
        hasLeft.set(true);
        onLeave.accept(this);
        server.join().close();
    }
}
