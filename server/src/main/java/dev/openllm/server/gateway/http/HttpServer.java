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

/** Accepts connections on loopback and serves each on threads of its own. */
public final class HttpServer implements AutoCloseable {

    private static final int BACKLOG = 1024;
    private static final int MOST_CONNECTIONS = 2048;
    /** A client that reads nothing for so long is disconnected. */
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(60);

    /** A client without a request for so long can reconnect. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(75);

    /** One that has not authenticated has no reason to wait. */
    private static final Duration LONGEST_UNKNOWN = Duration.ofSeconds(10);

    private static final int DRAIN_POLL_MS = 20;

    private static final Duration WATCH_EVERY = Duration.ofSeconds(1);

    /** What the head of a request shows about its client. */
    public enum Admission {
        /** It may not send requests; the reply contains the reason. */
        REFUSED,
        /** This request needs no authentication, and has no body. */
        ANONYMOUS,
        /** It may send requests. */
        KNOWN
    }

    /** Handles one request. Its thread is interrupted when the client is gone. */
    @FunctionalInterface
    public interface Handler {

        void handle(HttpRequest request, HttpReply reply);

        /**
         * Decides before the body is read.
         *
         * @param head the request without its body
         * @param reply for refused requests only
         */
        default Admission admits(HttpRequest head, HttpReply reply) {
            return Admission.KNOWN;
        }
    }

    private final ServerSocket server;
    private final Handler handler;
    private final ResponseExecutor threads = new ResponseExecutor();
    private final BodyBudget budget = BodyBudget.ofThisProcess();
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final Thread accepting = Thread.ofVirtual().name("gateway").unstarted(this::accept);

    private HttpServer(ServerSocket server, Handler handler) {
        this.server = server;
        this.handler = handler;
    }

    /** On loopback. @param port 0 for any. @throws OpenLlmException of kind {@code config} when the port is in use */
    public static HttpServer start(int port, Handler handler) {
        return start(port, false, handler);
    }

    /**
     * Starts listening.
     *
     * @param port 0 for any
     * @param everyInterface on all interfaces and not on loopback alone
     * @throws OpenLlmException of kind {@code config} when the port is in use
     */
    public static HttpServer start(int port, boolean everyInterface, Handler handler) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.bind(
                    everyInterface
                            ? new InetSocketAddress(port)
                            : new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    BACKLOG);
            HttpServer server = new HttpServer(socket, handler);
            server.accepting.start();
            Thread.ofVirtual().name("gateway-watch").start(server::watch);
            return server;
        } catch (IOException taken) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "Port " + port + " of this machine cannot be listened on; another program may use it.",
                    "Choose another port, or 0 for any that is free.");
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (connections.size() >= MOST_CONNECTIONS && !closeOldestUnknown()) {
                    socket.close();
                    continue;
                }
                socket.setTcpNoDelay(true);
                HttpConnection connection = new HttpConnection(socket, handler, threads, budget);
                connections.add(connection);
                Thread.ofVirtual().start(() -> {
                    try {
                        connection.serve();
                    } finally {
                        connections.remove(connection);
                    }
                });
                Thread.yield(); // a burst of connections must not delay the running streams
            } catch (IOException closedOrFull) {
                // A closed server ends the loop; out of file descriptors, the next connection may succeed.
            }
        }
    }

    /** Makes room for a client that may authenticate. @return whether there was a connection to close */
    private boolean closeOldestUnknown() {
        Optional<HttpConnection> oldest = connections.stream()
                .filter(connection -> !connection.isKnown() && !connection.isAnswering())
                .min(Comparator.comparingLong(HttpConnection::openedAt));
        oldest.ifPresent(connection -> {
            connections.remove(connection);
            connection.close();
        });
        return oldest.isPresent();
    }

    private void watch() {
        try {
            while (!server.isClosed()) {
                Thread.sleep(WATCH_EVERY);
                connections.stream()
                        .filter(c -> c.isStuckFor(LONGEST_WRITE) || c.isOverdue(LONGEST_UNKNOWN, LONGEST_IDLE))
                        .forEach(HttpConnection::close);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Accepts no more connections, and waits for the responses in progress. */
    public void drain(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            server.close();
            while (System.nanoTime() < end && connections.stream().anyMatch(HttpConnection::isAnswering)) {
                Thread.sleep(DRAIN_POLL_MS);
            }
        } catch (IOException ignored) {
            // It is closed either way.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            // The socket of a virtual thread listens until that thread runs again, and accepts once more on request.
            accepting.join();
        } catch (IOException ignored) {
            // It is closed either way.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        connections.forEach(HttpConnection::close);
    }
}
