package dev.openllm.server.gateway.http;

import dev.openllm.server.gateway.http.HttpServer.Admission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The connection to a client. The server decides whether to accept a request based on the head of the request, and
 * reads the body only of an accepted request. While another thread generates the response, the thread of the connection
 * continues to read. If the connection ends, the thread that generates the response is interrupted. Any other input is
 * treated as the start of the next request.
 */
final class HttpConnection {

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    /** How long the client can continue to send data after its request was rejected, in milliseconds. */
    private static final int DRAIN_MS = 2000;

    private final Socket socket;
    private final HttpServer.Handler handler;
    private final ResponseExecutor executor;
    private final BodyBudget budget;
    private final ConnectionInput in;
    private final long openedAt = System.nanoTime();
    private volatile HttpReply reply;
    private volatile boolean responding;
    private volatile boolean authenticated;
    private volatile boolean readingBody;
    private volatile long lastResponseAt = openedAt;

    HttpConnection(Socket socket, HttpServer.Handler handler, ResponseExecutor executor, BodyBudget budget)
            throws IOException {
        this.socket = socket;
        this.handler = handler;
        this.executor = executor;
        this.budget = budget;
        this.in = new ConnectionInput(socket);
    }

    void serve() {
        try (socket) {
            serveRequests(new HttpReader(in));
        } catch (IOException | UncheckedIOException gone) {
            // The connection was idle for too long or was closed, so no client can receive an error.
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void serveRequests(HttpReader reader) throws IOException, InterruptedException {
        try {
            boolean keepOpen = true;
            while (keepOpen) {
                Optional<HttpHead> head = reader.readHead();
                keepOpen = head.isPresent() && serve(head.get(), reader);
            }
        } catch (HttpRejected rejected) {
            Map<String, String> headers = new HashMap<>();
            headers.put("Content-Type", "text/plain; charset=utf-8");
            if (rejected.status() == 503) {
                headers.put("Retry-After", "1");
            } else if (rejected.status() == 415) {
                headers.put("Accept-Encoding", "identity");
            }
            new HttpReply(socket.getOutputStream(), false, true)
                    .send(rejected.status(), headers, rejected.getMessage().getBytes(StandardCharsets.UTF_8));
            discardRest();
        }
    }

    /** Processes a request. @return whether another request can follow on this connection */
    private boolean serve(HttpHead head, HttpReader reader) throws IOException, InterruptedException, HttpRejected {
        boolean isHead = head.method().equals("HEAD");
        HttpReply rejection = reply(head, isHead, head.body().isEmpty());
        Admission admission = handler.admit(head.request(), rejection);
        if (admission == Admission.REFUSED) {
            lastResponseAt = System.nanoTime();
            if (!rejection.keepsConnection()) {
                discardRest();
            }
            return rejection.keepsConnection();
        }
        authenticated |= admission == Admission.KNOWN;
        if (admission == Admission.ANONYMOUS && !head.body().isEmpty()) {
            throw new HttpRejected(413, "This request must not have a body.");
        }
        if (head.expectsContinue() && !head.body().isEmpty()) {
            socket.getOutputStream().write(CONTINUE);
        }
        try (BodyBudget.Share share = budget.share()) {
            readingBody = true;
            byte[] body = reader.readBody(head.body(), share);
            readingBody = false;
            return respond(head.request().withBody(body), reply(head, isHead, true));
        }
    }

    /** Creates the reply to a request. @param reusable whether the connection can be used for another request */
    private HttpReply reply(HttpHead head, boolean isHead, boolean reusable) throws IOException {
        HttpReply newReply = new HttpReply(
                socket.getOutputStream(),
                reusable && head.request().keepAlive(),
                head.request().chunked());
        return isHead ? newReply.withoutBody() : newReply;
    }

    private boolean respond(HttpRequest request, HttpReply current) throws InterruptedException {
        reply = current;
        responding = true;
        ResponseExecutor.ResponseJob task = executor.start(() -> handle(request, current));
        boolean clientConnected = awaitNextRequest(current);
        if (!clientConnected) {
            task.interrupt();
        }
        task.join();
        return clientConnected && current.keepsConnection();
    }

    private void handle(HttpRequest request, HttpReply current) {
        try {
            handler.handle(request, current);
        } catch (UncheckedIOException gone) {
            current.closeConnection();
        } finally {
            lastResponseAt = System.nanoTime();
            responding = false;
        }
        if (!current.keepsConnection() || in.hasOverflowed()) {
            close(); // this also ends the wait for the next request
        }
    }

    /**
     * Waits for the next request. A large request that immediately follows a complete response must not be treated as
     * if it were sent before the response was complete.
     */
    private boolean awaitNextRequest(HttpReply current) {
        try {
            return in.awaitRequest(() -> responding && !current.isComplete());
        } catch (IOException closed) {
            return false;
        }
    }

    /** Closes a connection whose request was not read completely. */
    private void discardRest() throws IOException {
        socket.shutdownOutput();
        in.drain(DRAIN_MS);
    }

    /** Returns whether the client has authenticated. */
    boolean isAuthenticated() {
        return authenticated;
    }

    boolean isResponding() {
        return responding;
    }

    long openedAt() {
        return openedAt;
    }

    /**
     * Returns whether the client has been silent for too long.
     *
     * @param unauthenticatedTimeout the time limit for a client that has not authenticated, measured from the time at which the
     *     connection was opened or the last response was sent
     * @param idleTimeout the time limit for an authenticated client that does not send a request, or does not send more bytes
     *     of a body
     */
    boolean isOverdue(Duration unauthenticatedTimeout, Duration idleTimeout) {
        if (responding) {
            return false;
        }
        long now = System.nanoTime();
        long since = readingBody ? Math.max(lastResponseAt, in.lastReadAt()) : lastResponseAt;
        return now - since > (authenticated ? idleTimeout : unauthenticatedTimeout).toNanos();
    }

    boolean isWriteBlockedFor(Duration timeout) {
        HttpReply current = reply;
        return current != null
                && current.writingSince() != Long.MAX_VALUE
                && System.nanoTime() - current.writingSince() > timeout.toNanos();
    }

    void close() {
        try {
            socket.close();
        } catch (IOException ignored) {
            // The socket is closed even if this method throws an exception.
        }
    }
}
