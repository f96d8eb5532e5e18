package dev.openllm.server.rpc.peer;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.rpc.Services;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WebSocketServerFactory;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.WebSocketServer;

/**
 * A JSON-RPC server over WebSocket, for the user's programs on this machine. The server listens only on loopback, on a
 * port that the system chooses. Clients must present the token in the {@code Authorization} header.
 */
public final class PeerServer implements AutoCloseable {

    /** The WebSocket subprotocol that clients can request. */
    static final String SUBPROTOCOL = "open-llm.v1";

    private static final int WORKERS = 2;
    /**
     * The maximum number of connections that the system queues until the server accepts them. If the queue were full, a
     * peer would have to wait for a second or more.
     */
    private static final int BACKLOG = 1024;

    private static final int PING_SECONDS = 30;
    private static final int CLOSING_MS = 500;

    private final Services services;
    private final PeerLimits limits;
    private final String token = PeerHandshake.newToken();
    private final Set<PeerChannel> handshakes = ConcurrentHashMap.newKeySet();
    private final Set<PeerConnection> peers = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<PeerHandshake> started = new CompletableFuture<>();
    private final Listener listener;

    private PeerServer(Services services, PeerLimits limits) {
        this.services = services;
        this.limits = limits;
        this.listener = new Listener();
    }

    /** Starts listening. @throws OpenLlmException of kind {@code network} if no port is available */
    public static PeerServer start(Services services, PeerLimits limits) {
        PeerServer server = new PeerServer(services, limits);
        server.listener.start();
        try {
            server.started.join();
        } catch (CompletionException failed) {
            throw new OpenLlmException(
                    ErrorKind.NETWORK, UserText.of("The server could not open a local port for other programs."));
        }
        Thread.ofVirtual().name("peers").start(server::enforceTimeouts);
        return server;
    }

    public int port() {
        return listener.getPort();
    }

    /** Returns the token that a peer must present. The token must be written only to the runtime file. */
    public String token() {
        return token;
    }

    private void enforceTimeouts() {
        Duration shortestTimeout = limits.handshake().compareTo(limits.idle()) < 0 ? limits.handshake() : limits.idle();
        try {
            while (!listener.isClosed) {
                Thread.sleep(shortestTimeout.dividedBy(4));
                handshakes.stream()
                        .filter(channel -> channel.age().compareTo(limits.handshake()) > 0)
                        .forEach(PeerServer::close);
                peers.stream().filter(peer -> peer.isIdleFor(limits.idle())).forEach(PeerConnection::end);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Registers an accepted connection. The time for its handshake is limited. */
    private PeerChannel accept(SocketChannel socket) {
        CompletableFuture<PeerChannel> self = new CompletableFuture<>();
        PeerChannel channel = new PeerChannel(socket, () -> handshakes.remove(self.join()));
        self.complete(channel);
        if (handshakes.size() >= limits.handshakes()) {
            handshakes.stream().max(Comparator.comparing(PeerChannel::age)).ifPresent(PeerServer::close);
        }
        handshakes.add(channel);
        return channel;
    }

    private Optional<PeerChannel.Refusal> refusal(ClientHandshake request) {
        return started.join()
                .check(request)
                .or(() ->
                        peers.size() < limits.connections() ? Optional.empty() : Optional.of(PeerChannel.Refusal.FULL));
    }

    private static void close(PeerChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // The connection is already closed, so no action is needed.
        }
    }

    @Override
    public void close() {
        listener.isClosed = true;
        try {
            listener.stop(CLOSING_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        handshakes.forEach(PeerServer::close);
        peers.forEach(PeerConnection::onClosed);
    }

    /** Receives the callbacks from Java-WebSocket. */
    private final class Listener extends WebSocketServer {

        private volatile boolean isClosed;

        Listener() {
            super(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    WORKERS,
                    List.of(new Draft_6455(
                            List.of(), List.of(new Protocol(SUBPROTOCOL), new Protocol("")), limits.messageBytes())));
            setDaemon(true);
            setTcpNoDelay(true);
            setReuseAddr(true);
            setMaxPendingConnections(BACKLOG);
            setConnectionLostTimeout(PING_SECONDS);
            setWebSocketFactory(new Channels());
        }

        @Override
        public void onStart() {
            started.complete(new PeerHandshake(token, getPort()));
        }

        @Override
        public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
                WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
            Optional<PeerChannel.Refusal> refusal = refusal(request);
            if (refusal.isPresent()) {
                ((PeerChannel) ((WebSocketImpl) socket).getChannel()).refuse(refusal.get());
                throw new InvalidDataException(CloseFrame.POLICY_VALIDATION);
            }
            return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
        }

        @Override
        public void onOpen(WebSocket socket, ClientHandshake request) {
            WebSocketImpl connection = (WebSocketImpl) socket;
            handshakes.remove((PeerChannel) connection.getChannel());
            PeerConnection peer = new PeerConnection(connection, services, limits, peers::remove);
            socket.setAttachment(peer);
            peers.add(peer);
        }

        @Override
        public void onMessage(WebSocket socket, String message) {
            socket.<PeerConnection>getAttachment().receive(message);
        }

        @Override
        public void onMessage(WebSocket socket, java.nio.ByteBuffer message) {
            socket.close(CloseFrame.REFUSE, "Messages are texts.");
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason, boolean remote) {
            PeerConnection peer = socket.getAttachment();
            if (peer != null) {
                peer.onClosed();
            }
        }

        @Override
        public void onError(WebSocket socket, Exception failure) {
            if (socket == null) {
                started.completeExceptionally(failure);
            }
        }
    }

    private final class Channels implements WebSocketServerFactory {

        @Override
        public WebSocketImpl createWebSocket(WebSocketAdapter adapter, Draft draft) {
            return new WebSocketImpl(adapter, draft);
        }

        @Override
        public WebSocketImpl createWebSocket(WebSocketAdapter adapter, List<Draft> drafts) {
            return new WebSocketImpl(adapter, drafts);
        }

        @Override
        public ByteChannel wrapChannel(SocketChannel channel, SelectionKey key) {
            return accept(channel);
        }

        @Override
        public void close() {
            // There are no resources to close.
        }
    }
}
