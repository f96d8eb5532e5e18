package dev.openllm.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server for which a test controls every byte of the responses, and which records when connections are opened and
 * closed.
 */
public final class RawServer implements AutoCloseable {

    /** Responds to one request on a connection. */
    @FunctionalInterface
    public interface Answer {
        void respond(Exchange exchange) throws IOException;
    }

    /**
     * One request.
     *
     * @param head the request line and the header lines, up to the blank line
     */
    public record Exchange(String head, Socket socket) {

        String requestLine() {
            return head.lines().findFirst().orElse("");
        }

        public void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        public void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** Blocks until the client closes the connection. */
        public void awaitClose() throws IOException {
            try {
                while (socket.getInputStream().read() >= 0) {
                    // further bytes from the client are irrelevant
                }
            } catch (java.net.SocketException reset) {
                // a reset also counts as a close
            }
        }
    }

    private static final int MAX_HEAD_BYTES = 64 * 1024;

    private final ServerSocket server;
    private final Answer responder;
    public final List<String> requestHeads = new CopyOnWriteArrayList<>();
    public final CompletableFuture<Void> firstRequest = new CompletableFuture<>();
    public final CompletableFuture<Void> firstResponse = new CompletableFuture<>();
    private final Thread acceptThread = Thread.ofVirtual().unstarted(this::accept);
    private volatile int connections;

    public RawServer(Answer responder) {
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        this.responder = responder;
        acceptThread.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    public int connections() {
        return connections;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections++;
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the test has ended
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            for (String head = readHead(socket); !head.isEmpty(); head = readHead(socket)) {
                requestHeads.add(head);
                firstRequest.complete(null);
                responder.respond(new Exchange(head, socket));
                firstResponse.complete(null);
            }
        } catch (IOException gone) {
            firstResponse.completeExceptionally(gone);
        }
    }

    /** Reads up to the blank line. Returns an empty string if the connection has ended or the head is too long. */
    private static String readHead(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int nextByte = in.read(); nextByte >= 0 && head.length() < MAX_HEAD_BYTES; nextByte = in.read()) {
            head.append((char) nextByte);
            if (nextByte == '\n'
                    && head.length() >= 4
                    && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    @Override
    public void close() {
        try {
            server.close();
            acceptThread.join(); // until this thread ends, the port remains open
        } catch (IOException | InterruptedException ignored) {
            // the test has ended
        }
    }
}
