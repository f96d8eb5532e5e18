package dev.openllm.server.gateway.http;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An HTTP server that uses separate threads for each connection. */
public final class HttpServer implements AutoCloseable {

    private static final int BACKLOG = 1024;
    private static final int MAX_CONNECTIONS = 2048;
    /** The time after which a client that does not read data is disconnected. */
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(60);

    /** The time after which a client that does not send a request is disconnected. The client can reconnect. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(75);

    /**
     * The time after which a client that has not authenticated is disconnected. Such a client has no reason to keep the
     * connection open.
     */
    private static final Duration UNAUTHENTICATED_TIMEOUT = Duration.ofSeconds(10);

    private static final int DRAIN_POLL_MS = 20;

    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);

    /** The decision whether to accept a request, based on the request's head. */
    public enum Admission {
        /** The request is rejected. The reply contains the reason. */
        REFUSED,
        /** The request does not require authentication, and must not have a body. */
        ANONYMOUS,
        /** The request is accepted, and its client is treated as authenticated. */
        KNOWN
    }

    /** A handler for requests. The thread that handles a request is interrupted if the client disconnects. */
    @FunctionalInterface
    public interface Handler {

        void handle(HttpRequest request, HttpReply reply);

        /**
         * Decides whether to accept a request before its body is read.
         *
         * @param head the request without its body
         * @param reply the reply to use if the request is rejected
         */
        default Admission admit(HttpRequest head, HttpReply reply) {
            return Admission.KNOWN;
        }
    }

    private final ServerSocket serverSocket;
    private final Handler handler;
    private final ResponseExecutor executor = new ResponseExecutor();
    private final BodyBudget budget = BodyBudget.ofThisProcess();
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final Thread acceptThread = Thread.ofVirtual().name("gateway").unstarted(this::acceptConnections);

    private HttpServer(ServerSocket serverSocket, Handler handler) {
        this.serverSocket = serverSocket;
        this.handler = handler;
    }

    /**
     * Starts the server on loopback.
     *
     * @param port the port, or 0 for any free port
     * @throws OpenLlmException of kind {@code config} if the port is in use
     */
    public static HttpServer start(int port, Handler handler) {
        return start(port, false, handler);
    }

    /**
     * Starts the server.
     *
     * @param port the port, or 0 for any free port
     * @param allInterfaces whether to listen on all interfaces instead of only on loopback
     * @throws OpenLlmException of kind {@code config} if the port is in use
     */
    public static HttpServer start(int port, boolean allInterfaces, Handler handler) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.bind(
                    allInterfaces
                            ? new InetSocketAddress(port)
                            : new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    BACKLOG);
            HttpServer server = new HttpServer(socket, handler);
            server.acceptThread.start();
            Thread.ofVirtual().name("gateway-watch").start(server::closeStaleConnections);
            return server;
        } catch (IOException unavailable) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "Port " + port + " is not available on this machine; another program may be using it.",
                    "Choose another port, or 0 for any free port.");
        }
    }

    public int port() {
        return serverSocket.getLocalPort();
    }

    private void acceptConnections() {
        while (!serverSocket.isClosed()) {
            try {
                Socket socket = serverSocket.accept();
                if (connections.size() >= MAX_CONNECTIONS && !closeOldestUnauthenticated()) {
                    socket.close();
                    continue;
                }
                socket.setTcpNoDelay(true);
                HttpConnection connection = new HttpConnection(socket, handler, executor, budget);
                connections.add(connection);
                Thread.ofVirtual().start(() -> {
                    try {
                        connection.serve();
                    } finally {
                        connections.remove(connection);
                    }
                });
                Thread.yield(); // a burst of connections must not delay the streams in progress
            } catch (IOException closedOrFull) {
                // If the server was closed, the loop ends. If no file descriptors were available, a later connection
                // can succeed.
            }
        }
    }

    /**
     * Closes the oldest unauthenticated connection that has no request in progress, so that another client can connect.
     *
     * @return whether a connection was closed
     */
    private boolean closeOldestUnauthenticated() {
        Optional<HttpConnection> oldest = connections.stream()
                .filter(connection -> !connection.isAuthenticated() && !connection.isResponding())
                .min(Comparator.comparingLong(HttpConnection::openedAt));
        oldest.ifPresent(connection -> {
            connections.remove(connection);
            connection.close();
        });
        return oldest.isPresent();
    }

    private void closeStaleConnections() {
        try {
            while (!serverSocket.isClosed()) {
                Thread.sleep(WATCH_INTERVAL);
                connections.stream()
                        .filter(c -> c.isWriteBlockedFor(WRITE_TIMEOUT)
                                || c.isOverdue(UNAUTHENTICATED_TIMEOUT, IDLE_TIMEOUT))
                        .forEach(HttpConnection::close);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Stops accepting connections, and waits for the responses in progress to end.
     *
     * @param timeout the maximum time to wait
     */
    public void drain(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            serverSocket.close();
            while (System.nanoTime() < end && connections.stream().anyMatch(HttpConnection::isResponding)) {
                Thread.sleep(DRAIN_POLL_MS);
            }
        } catch (IOException ignored) {
            // The socket is closed even if an exception is thrown.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            serverSocket.close();
            // After a socket is closed, it continues to listen until the virtual thread that accepts its connections
            // runs again. Therefore, the socket can accept one more connection.
            acceptThread.join();
        } catch (IOException ignored) {
            // The socket is closed even if closing it throws an exception.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        connections.forEach(HttpConnection::close);
    }
}
