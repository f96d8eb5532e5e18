package dev.openllm.server.startup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * An OpenAI-compatible server on loopback that also acts as a proxy. It provides one model, which responds to every
 * prompt with the same 50 words and the same token usage.
 */
final class TrainingProvider implements AutoCloseable {

    private static final int WORD_COUNT = 50;

    /** The model list, in the format that vLLM uses. */
    private static final String MODEL_LIST = "{\"data\":[{\"id\":\"small\",\"max_model_len\":32768}]}";

    private static final String NOT_FOUND = "{\"error\":{\"message\":\"Not Found\",\"code\":404}}";

    private final ServerSocket socket;

    private TrainingProvider(ServerSocket socket) {
        this.socket = socket;
    }

    static TrainingProvider start() throws IOException {
        TrainingProvider provider = new TrainingProvider(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(provider::accept);
        return provider;
    }

    String address() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The server socket was closed because the training run has ended.
        }
    }

    private static void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            for (String request = readLine(in); !request.isEmpty(); request = readLine(in)) {
                int length = 0;
                for (String header = readLine(in); !header.isEmpty(); header = readLine(in)) {
                    if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                        length = Integer.parseInt(header.substring(15).trim());
                    }
                }
                in.skipNBytes(length);
                out.write(response(request).getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        } catch (IOException gone) {
            // The client closes its connections when it ends.
        }
    }

    /**
     * Returns the HTTP response to a request. Like most servers, this provider responds with 404 to paths outside the
     * common API, such as the paths by which the type of a server is detected.
     */
    private static String response(String request) {
        if (request.contains("/chat/completions ")) {
            return response("200 OK", "text/event-stream", chatResponse());
        }
        return request.contains("/models ") && !request.contains(TrainingConversation.NO_LIST_PATH)
                ? response("200 OK", "application/json", MODEL_LIST)
                : response("404 Not Found", "application/json", NOT_FOUND);
    }

    private static String response(String status, String type, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private static String chatResponse() {
        StringBuilder events = new StringBuilder();
        for (int word = 0; word < WORD_COUNT; word++) {
            appendEvent(events, "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word " + word + " \"}}]}");
        }
        appendEvent(events, "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
        appendEvent(events, "{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":100}}");
        return appendEvent(events, "[DONE]").toString();
    }

    private static StringBuilder appendEvent(StringBuilder events, String data) {
        return events.append("data: ").append(data).append("\n\n");
    }

    /** Reads a line. Returns an empty string if the connection ended. */
    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
