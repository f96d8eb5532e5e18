package dev.openllm.server.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One connection of a client. While a request is answered on a thread of its own, this one goes on reading: the end
 * of the connection interrupts the answer, anything else is the start of the next request.
 */
final class HttpConnection {

    private static final Duration IDLE = Duration.ofSeconds(75);

    private final Socket socket;
    private final HttpServer.Handler handler;
    private volatile HttpReply reply;

    HttpConnection(Socket socket, HttpServer.Handler handler) {
        this.socket = socket;
        this.handler = handler;
    }

    void serve() {
        try (socket) {
            socket.setSoTimeout((int) IDLE.toMillis());
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
        Thread answering = Thread.ofVirtual().start(() -> handle(request, current));
        boolean clientIsThere = awaitNextRequest(reader, answering);
        if (!clientIsThere) {
            answering.interrupt();
        }
        answering.join();
        return clientIsThere && current.keepsConnection();
    }

    private void handle(HttpRequest request, HttpReply current) {
        try {
            handler.handle(request, current);
        } catch (UncheckedIOException gone) {
            current.closeConnection();
        }
        if (!current.keepsConnection()) {
            close(); // also ends the waiting for the next request
        }
    }

    private boolean awaitNextRequest(HttpReader reader, Thread answering) throws IOException {
        while (true) {
            try {
                return reader.awaitByte();
            } catch (SocketTimeoutException quiet) {
                if (!answering.isAlive()) {
                    return false;
                }
            } catch (IOException closed) {
                return false;
            }
        }
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
