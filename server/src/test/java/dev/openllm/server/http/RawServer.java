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
        void to(Exchange exchange) throws IOException;
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

    private static final int LONGEST_HEAD = 64 * 1024;

    private final ServerSocket server;
    private final Answer answer;
    public final List<String> heads = new CopyOnWriteArrayList<>();
    public final CompletableFuture<Void> firstRequest = new CompletableFuture<>();
    public final CompletableFuture<Void> firstAnswered = new CompletableFuture<>();
    private final Thread accepting = Thread.ofVirtual().unstarted(this::accept);
    private volatile int connections;

    public RawServer(Answer answer) {
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        this.answer = answer;
        accepting.start();
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
            for (String head = head(socket); !head.isEmpty(); head = head(socket)) {
                heads.add(head);
                firstRequest.complete(null);
                answer.to(new Exchange(head, socket));
                firstAnswered.complete(null);
            }
        } catch (IOException gone) {
            firstAnswered.completeExceptionally(gone);
        }
    }

    /** Reads up to the blank line. Returns an empty string if the connection has ended or the head is too long. */
    private static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int next = in.read(); next >= 0 && head.length() < LONGEST_HEAD; next = in.read()) {
            head.append((char) next);
            if (next == '\n'
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
            accepting.join(); // until this thread ends, the port remains open
        } catch (IOException | InterruptedException ignored) {
            // the test has ended
        }
    }
}
