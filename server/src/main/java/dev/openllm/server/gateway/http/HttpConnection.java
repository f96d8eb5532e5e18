package dev.openllm.server.gateway.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One connection of a client. While a request is answered on a thread of its own, this one goes on reading: the end
 * of the connection interrupts the answer, anything else is the start of the next request.
 */
final class HttpConnection {

    private final Socket socket;
    private final HttpServer.Handler handler;
    private final ResponseExecutor threads;
    private volatile HttpReply reply;
    private volatile boolean answering;
    private volatile long answeredAt = System.nanoTime();

    HttpConnection(Socket socket, HttpServer.Handler handler, ResponseExecutor threads) {
        this.socket = socket;
        this.handler = handler;
        this.threads = threads;
    }

    void serve() {
        try (socket) {
            serveRequests(new HttpReader(socket.getInputStream(), socket.getOutputStream()));
        } catch (IOException | UncheckedIOException gone) {
            // Idle for too long, or closed: nobody is left to be told.
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void serveRequests(HttpReader reader) throws IOException, InterruptedException {
        try {
            boolean another = true;
            while (another) {
                Optional<HttpRequest> request = reader.next();
                another = request.isPresent() && answer(request.get(), reader);
            }
        } catch (HttpRejected rejected) {
            byte[] message = rejected.getMessage().getBytes(StandardCharsets.UTF_8);
            new HttpReply(socket.getOutputStream(), false, true)
                    .whole(rejected.status(), Map.of("Content-Type", "text/plain; charset=utf-8"), message);
        }
    }

    /** @return whether another request may follow on this connection */
    private boolean answer(HttpRequest request, HttpReader reader) throws IOException, InterruptedException {
        HttpReply current = new HttpReply(socket.getOutputStream(), request.keepAlive(), request.chunked());
        reply = current;
        answering = true;
        ResponseExecutor.Answering making = threads.start(() -> handle(request, current));
        boolean clientIsThere = awaitNextRequest(reader);
        if (!clientIsThere) {
            making.interrupt();
        }
        making.join();
        return clientIsThere && current.keepsConnection();
    }

    private void handle(HttpRequest request, HttpReply current) {
        try {
            handler.handle(request, current);
        } catch (UncheckedIOException gone) {
            current.closeConnection();
        } finally {
            answeredAt = System.nanoTime();
            answering = false;
        }
        if (!current.keepsConnection()) {
            close(); // also ends the waiting for the next request
        }
    }

    private static boolean awaitNextRequest(HttpReader reader) {
        try {
            return reader.awaitByte();
        } catch (IOException closed) {
            return false;
        }
    }

    /** Whether no request was answered, nor arrived whole, for so long. */
    boolean isIdleFor(Duration time) {
        return !answering && System.nanoTime() - answeredAt > time.toNanos();
    }

    boolean isStuckFor(Duration time) {
        HttpReply current = reply;
        return current != null
                && current.writingSince() != Long.MAX_VALUE
                && System.nanoTime() - current.writingSince() > time.toNanos();
    }

    void close() {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is closed either way.
        }
    }
}
