package dev.openllm.server.testing;

import dev.openllm.server.testing.FakeAnswer.Step;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A local HTTP/1.1 server that simulates a provider. Responses are scripted in order, for one path or for any path. A
 * request for which no response is scripted gets a 500 response that states this. The server uses plain sockets so that
 * a test can control which bytes are sent together and can detect when a client closes its connection.
 */
public final class FakeProvider implements AutoCloseable {

    private static final String ANY_PATH = "*";

    private final ServerSocket socket;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Map<String, Queue<FakeAnswer>> answersByPath = new ConcurrentHashMap<>();
    private final Map<String, Function<FakeRequest, FakeAnswer>> always = new ConcurrentHashMap<>();
    private final List<FakeRequest> requests = new CopyOnWriteArrayList<>();
    private final BlockingQueue<FakeRequest> arrivedRequests = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> closeTimes = new LinkedBlockingQueue<>();

    private final Thread acceptThread = Thread.ofVirtual().name("fake-provider").unstarted(this::accept);

    private FakeProvider(ServerSocket socket) {
        this.socket = socket;
    }

    /** Starts the server on a free port of the loopback address. */
    public static FakeProvider start() {
        return startAt(0);
    }

    /** Starts the server on the given port of the loopback address. */
    public static FakeProvider startAt(int port) {
        try {
            FakeProvider provider = new FakeProvider(new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1")));
            provider.acceptThread.start();
            return provider;
        } catch (IOException unavailable) {
            throw new IllegalStateException(unavailable);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** Adds responses to the next requests on any path. */
    public FakeProvider respond(FakeAnswer... answers) {
        return respondAt(ANY_PATH, answers);
    }

    /** Adds responses to the next requests on the given path. */
    public FakeProvider respondAt(String path, FakeAnswer... answers) {
        answersByPath
                .computeIfAbsent(path, key -> new ConcurrentLinkedQueue<>())
                .addAll(List.of(answers));
        return this;
    }

    /** Sets the response to every request on the given path for which no response is scripted. */
    public FakeProvider always(String path, Function<FakeRequest, FakeAnswer> answer) {
        always.put(path, answer);
        return this;
    }

    /** Returns the requests so far in the order of their arrival. */
    public List<FakeRequest> requests() {
        return List.copyOf(requests);
    }

    public FakeRequest lastRequest() {
        return requests.getLast();
    }

    /** Waits for the next request that has not been returned yet. */
    public FakeRequest awaitRequest() {
        return await(arrivedRequests, "No request arrived.");
    }

    /**
     * Waits until a client has closed its connection during a response ({@link Step.Hang}, or a write that failed).
     *
     * @return the {@link System#nanoTime} at which the close was detected
     */
    public long awaitClosed() {
        return await(closeTimes, "The client did not close its connection.");
    }

    private static <T> T await(BlockingQueue<T> queue, String failureMessage) {
        try {
            T next = queue.poll(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError(failureMessage);
            }
            return next;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(failureMessage, interrupted);
        }
    }

    @Override
    public void close() {
        closeQuietly(socket);
        try {
            acceptThread.join(); // until this thread ends, the port remains open
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        connections.forEach(FakeProvider::closeQuietly);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                Thread.ofVirtual().name("fake-provider-connection").start(() -> serveConnection(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serveConnection(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = connection.getInputStream();
            OutputStream out = new BufferedOutputStream(connection.getOutputStream());
            for (FakeRequest request = readRequest(in); request != null; request = readRequest(in)) {
                requests.add(request);
                arrivedRequests.add(request);
                if (!write(selectAnswer(request), in, out)) {
                    return;
                }
            }
        } catch (IOException disconnected) {
            closeTimes.add(System.nanoTime());
        } finally {
            connections.remove(connection);
        }
    }

    private FakeAnswer selectAnswer(FakeRequest request) {
        for (String path : List.of(request.path(), ANY_PATH)) {
            FakeAnswer scriptedAnswer = answersByPath
                    .getOrDefault(path, new ConcurrentLinkedQueue<>())
                    .poll();
            if (scriptedAnswer != null) {
                return scriptedAnswer;
            }
        }
        Function<FakeRequest, FakeAnswer> defaultAnswer = always.getOrDefault(request.path(), always.get(ANY_PATH));
        return defaultAnswer != null
                ? defaultAnswer.apply(request)
                : FakeAnswer.error(500, "{\"error\":{\"message\":\"no answer scripted for " + request.path() + "\"}}");
    }

    /**
     * Sends a response.
     *
     * @return whether the connection can be used again
     */
    private boolean write(FakeAnswer answer, InputStream in, OutputStream out) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Scripted\r\n");
        answer.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        out.write(head.append("Transfer-Encoding: chunked\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
        for (Step step : answer.steps()) {
            switch (step) {
                case Step.Send(byte[] bytes) -> writeChunk(out, bytes);
                case Step.Await(var gate) -> await(gate);
                case Step.Delay(var time) -> sleep(time.toMillis());
                case Step.Cut() -> {
                    return false;
                }
                case Step.Hang() -> {
                    awaitEndOfStream(in);
                    closeTimes.add(System.nanoTime());
                    return false;
                }
            }
        }
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return true;
    }

    private static void writeChunk(OutputStream out, byte[] bytes) throws IOException {
        if (bytes.length > 0) {
            out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }

    private static void await(CountDownLatch gate) {
        try {
            if (!gate.await(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("The test never opened the gate.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitEndOfStream(InputStream in) {
        try {
            while (in.read() >= 0) {
                // The client sends nothing in this state; only the close matters.
            }
        } catch (IOException reset) {
            // A reset also counts as a close.
        }
    }

    private static FakeRequest readRequest(InputStream in) throws IOException {
        String requestLine = readLine(in);
        if (requestLine == null || requestLine.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new HashMap<>();
        for (String header = readLine(in); header != null && !header.isEmpty(); header = readLine(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        String[] requestFields = requestLine.split(" ");
        int queryStart = requestFields[1].indexOf('?');
        String path = queryStart < 0 ? requestFields[1] : requestFields[1].substring(0, queryStart);
        String query = queryStart < 0 ? "" : requestFields[1].substring(queryStart + 1);
        return new FakeRequest(requestFields[0], path, query, Map.copyOf(headers), body);
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int character = in.read(); character != '\n'; character = in.read()) {
                if (character < 0) {
                    return null;
                }
                if (character != '\r') {
                    line.write(character);
                }
            }
        } catch (SocketException reset) {
            return null;
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception ignored) {
            // The connection must only be closed.
        }
    }
}
