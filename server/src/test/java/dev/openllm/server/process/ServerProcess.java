package dev.openllm.server.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.testing.TestTimeouts;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A running {@code serve --stdio} process and its JSON-RPC client, which behaves like an editor. The client parses
 * frames strictly: any other byte on the server's stdout makes all pending requests fail.
 */
public final class ServerProcess implements AutoCloseable {

    private final Process process;
    private final OutputStream stdin;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final Map<String, String> secretStorage = new ConcurrentHashMap<>();
    private final BlockingQueue<Notification> notifications = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> stdoutEnd = new CompletableFuture<>();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    private ServerProcess(Process process) {
        this.process = process;
        this.stdin = process.getOutputStream();
    }

    /**
     * A notification of the server.
     *
     * @param nanos the {@link System#nanoTime} of its arrival
     */
    public record Notification(String method, JsonNode params, long nanos) {}

    /** Starts a command in the current folder, with these variables added to the environment. */
    public static ServerProcess start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        ServerProcess server = new ServerProcess(builder.start());
        Thread.ofPlatform().daemon().name("stdout").start(server::readFrames);
        Thread.ofPlatform().daemon().name("stderr").start(server::readStderr);
        return server;
    }

    /** Sends a request. If the server replies with an error, the future fails with {@link RemoteError}. */
    public CompletableFuture<JsonNode> request(String method, Object params) {
        return request(ids.incrementAndGet(), method, params);
    }

    /** Sends a request with an ID that the caller chooses so that the request can be canceled. */
    public CompletableFuture<JsonNode> request(long id, String method, Object params) {
        CompletableFuture<JsonNode> future = new CompletableFuture<>();
        pending.put(id, future);
        if (stdoutEnd.isDone()) {
            failPending(new EOFException("the server has ended"));
        }
        send(message(method, params).put("id", id));
        return future;
    }

    public void notify(String method, Object params) {
        send(message(method, params));
    }

    /** Sends a request and waits for the reply. */
    public JsonNode requestAndWait(String method, Object params) throws Exception {
        return request(method, params).get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits for the next notification with the given method and discards notifications with other methods. */
    public Notification awaitNotification(String method) throws InterruptedException, TimeoutException {
        for (Notification notification = poll(); notification != null; notification = poll()) {
            if (notification.method().equals(method)) {
                return notification;
            }
        }
        throw new TimeoutException("no " + method + " within " + TestTimeouts.WAIT_SECONDS + " s");
    }

    /** Returns the notifications that have arrived and were not waited for. */
    List<Notification> drainNotifications() {
        List<Notification> drained = new ArrayList<>();
        notifications.drainTo(drained);
        return drained;
    }

    /** Writes raw bytes to the server's stdin. */
    public void sendRaw(byte[] bytes) throws IOException {
        stdin.write(bytes);
        stdin.flush();
    }

    public void closeStdin() throws IOException {
        stdin.close();
    }

    public Process process() {
        return process;
    }

    public String stderr() {
        synchronized (stderr) {
            return stderr.toString(StandardCharsets.UTF_8);
        }
    }

    /**
     * Waits for the end of the process.
     *
     * @return the exit code of the process
     */
    public int awaitExit() throws InterruptedException, TimeoutException {
        return awaitExit(TestTimeouts.WAIT);
    }

    /** Waits for the end of the process, with a timeout for processes that have much to do before they end. */
    public int awaitExit(Duration timeout) throws InterruptedException, TimeoutException {
        if (!process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS)) {
            throw new TimeoutException("the server still runs after " + timeout.toSeconds() + " s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private Notification poll() throws InterruptedException {
        return notifications.poll(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
    }

    private static ObjectNode message(String method, Object params) {
        ObjectNode message = Wire.JSON.createObjectNode().put("jsonrpc", "2.0").put("method", method);
        if (params != null) {
            message.set("params", Wire.JSON.valueToTree(params));
        }
        return message;
    }

    private void send(ObjectNode message) {
        byte[] body = message.toString().getBytes(StandardCharsets.UTF_8);
        byte[] header = ("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        synchronized (stdin) {
            try {
                stdin.write(header);
                stdin.write(body);
                stdin.flush();
            } catch (IOException gone) {
                failPending(gone);
            }
        }
    }

    private void readFrames() {
        try (InputStream in = new BufferedInputStream(process.getInputStream())) {
            while (true) {
                receive(Wire.JSON.readTree(frame(in)));
            }
        } catch (EOFException end) {
            stdoutEnd.complete(null);
            failPending(end);
        } catch (IOException | RuntimeException broken) {
            stdoutEnd.completeExceptionally(broken);
            failPending(broken);
        }
    }

    private static byte[] frame(InputStream in) throws IOException {
        int length = -1;
        for (String line = headerLine(in); !line.isEmpty(); line = headerLine(in)) {
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            } else if (!line.startsWith("Content-Type: ")) {
                throw new IOException("not JSON-RPC on stdout: " + line);
            }
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("stdout ended inside a message");
        }
        return body;
    }

    private static String headerLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("stdout ended");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private void receive(JsonNode message) {
        long receivedAt = System.nanoTime();
        if (message.has("method") && message.has("id")) {
            replyToRequest(message);
        } else if (message.has("method")) {
            notifications.add(new Notification(message.get("method").asText(), message.path("params"), receivedAt));
        } else {
            CompletableFuture<JsonNode> future =
                    pending.remove(message.path("id").asLong());
            if (future == null) {
                return; // the reply to a message that was not a request
            }
            if (message.has("error")) {
                future.completeExceptionally(new RemoteError(message.get("error")));
            } else {
                future.complete(message.path("result"));
            }
        }
    }

    /** Returns the entries that the server has stored in the editor's secret storage, which is initially empty. */
    Map<String, String> secretStorage() {
        return Map.copyOf(secretStorage);
    }

    /** The server can send only secret storage requests. */
    private void replyToRequest(JsonNode message) {
        JsonNode params = message.path("params");
        String key = params.path("key").asText();
        if (message.path("method").asText().equals("secretStorage/set")) {
            secretStorage.compute(key, (_, _) -> params.path("value").textValue());
        }
        ObjectNode result = Wire.JSON.createObjectNode().put("key", key);
        Optional.ofNullable(secretStorage.get(key)).ifPresent(value -> result.put("value", value));
        ObjectNode response = Wire.JSON.createObjectNode().put("jsonrpc", "2.0");
        response.set("id", message.get("id"));
        response.set("result", result);
        send(response);
    }

    private void failPending(Exception cause) {
        pending.values().forEach(future -> future.completeExceptionally(cause));
        pending.clear();
    }

    private void readStderr() {
        byte[] buffer = new byte[8192];
        try (InputStream in = process.getErrorStream()) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                synchronized (stderr) {
                    stderr.write(buffer, 0, length);
                }
            }
        } catch (IOException gone) {
            // The process has ended. Its output until then remains available.
        }
    }

    /** An error reply from the server. */
    public static final class RemoteError extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient JsonNode error;

        RemoteError(JsonNode error) {
            super(error.path("message").asText());
            this.error = error;
        }

        public int code() {
            return error.path("code").asInt();
        }

        /** Returns the {@code ErrorInfo} of the error. */
        public JsonNode data() {
            return error.path("data");
        }
    }
}
