package dev.openllm.server.benchmark;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Simulates providers of all five APIs for the benchmark, on plain sockets. The model name determines the response:
 * {@code quick} is sent at once, with one write for each of its 64 chunks; {@code paced} and {@code slow} send a chunk
 * every 5 ms and 20 ms, each with the timestamp of its sending.
 */
final class MockProvider implements AutoCloseable {

    static final String QUICK = "quick";
    static final String PACED = "paced";
    static final String SLOW = "slow";

    private static final String WORD = "way ";
    private static final byte[] MODELS = ("{\"object\":\"list\",\"data\":["
                    + Stream.of(QUICK, QUICK + "-whole", PACED, SLOW)
                            .map("{\"id\":\"%s\",\"object\":\"model\",\"created\":1,\"owned_by\":\"mock\"}"::formatted)
                            .collect(Collectors.joining(","))
                    + "],\"models\":[]}")
            .getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_PENDING_CONNECTIONS = 1024;

    /** The parts of a response that are always the same. */
    private record Prepared(byte[] unstreamed, byte[] head, byte[] begin, byte[] word, byte[] end) {

        static Prepared of(Api api) {
            String text = WORD.repeat(Api.CHUNKS);
            byte[] body = bytes(api.unstreamed(text));
            return new Prepared(
                    concat(bytes(responseHead("application/json", "Content-Length: " + body.length)), body),
                    bytes(responseHead(api.streamType(), "Transfer-Encoding: chunked")),
                    api.streamStart().isEmpty() ? new byte[0] : chunk(api.streamStart()),
                    chunk(api.chunk(WORD)),
                    concat(chunk(api.end(text)), bytes("0\r\n\r\n")));
        }
    }

    private final ServerSocket server = new ServerSocket(0, MAX_PENDING_CONNECTIONS, InetAddress.getLoopbackAddress());
    private final Map<Api, Prepared> prepared = new EnumMap<>(Api.class);

    MockProvider() throws IOException {
        for (Api api : Api.values()) {
            prepared.put(api, Prepared.of(api));
        }
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The benchmark has ended.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            OutputStream out = socket.getOutputStream();
            for (String request = readLine(in); !request.isEmpty(); request = readLine(in)) {
                int length = 0;
                boolean chunked = false;
                for (String header = readLine(in); !header.isEmpty(); header = readLine(in)) {
                    if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                        length = Integer.parseInt(header.substring(15).trim());
                    }
                    chunked |= header.regionMatches(true, 0, "transfer-encoding:", 0, 18);
                }
                respond(request, chunked ? readChunkedBody(in) : in.readNBytes(length), out);
            }
        } catch (IOException disconnected) {
            // The client has disconnected.
        }
    }

    private static byte[] readChunkedBody(InputStream in) throws IOException {
        byte[] body = new byte[0];
        for (int size = Integer.parseInt(readLine(in), 16); size > 0; size = Integer.parseInt(readLine(in), 16)) {
            body = concat(body, in.readNBytes(size));
            readLine(in);
        }
        readLine(in);
        return body;
    }

    private void respond(String request, byte[] body, OutputStream out) throws IOException {
        if (request.startsWith("GET ")) {
            out.write(concat(bytes(responseHead("application/json", "Content-Length: " + MODELS.length)), MODELS));
            return;
        }
        Api api = detectApi(request);
        // A large request body is not searched completely: the model and the streaming flag are near its start or its
        // end.
        String excerpt = new String(body, 0, Math.min(body.length, 500), StandardCharsets.ISO_8859_1)
                + new String(
                        body, Math.max(0, body.length - 500), Math.min(body.length, 500), StandardCharsets.ISO_8859_1)
                + request;
        boolean stream = excerpt.contains("\"stream\":true")
                || excerpt.contains("\"stream\": true")
                || excerpt.contains(":streamGenerateContent");
        Prepared response = prepared.get(api);
        if (!stream) {
            out.write(response.unstreamed());
        } else if (excerpt.contains(PACED) || excerpt.contains(SLOW)) {
            writePacedStream(api, response, excerpt.contains(PACED) ? 5 : 20, out);
        } else {
            out.write(concat(response.head(), response.begin()));
            for (int i = 0; i < Api.CHUNKS; i++) {
                out.write(response.word());
            }
            out.write(response.end());
        }
    }

    private static void writePacedStream(Api api, Prepared response, int pauseMs, OutputStream out) throws IOException {
        out.write(concat(response.head(), response.begin()));
        for (int i = 0; i < Api.CHUNKS; i++) {
            out.write(chunk(api.chunk("@" + System.nanoTime() + "@")));
            try {
                TimeUnit.MILLISECONDS.sleep(pauseMs);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        out.write(response.end());
    }

    private static Api detectApi(String request) {
        if (request.contains("/messages")) {
            return Api.MESSAGES;
        } else if (request.contains("/responses")) {
            return Api.RESPONSES;
        } else if (request.contains("/api/chat")) {
            return Api.OLLAMA;
        }
        return request.contains("enerateContent") ? Api.GEMINI : Api.CHAT;
    }

    private static String responseHead(String type, String length) {
        return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n" + length + "\r\n\r\n";
    }

    private static byte[] chunk(String text) {
        byte[] bytes = bytes(text);
        return concat(concat(bytes(Integer.toHexString(bytes.length) + "\r\n"), bytes), bytes("\r\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] result = new byte[first.length + second.length];
        System.arraycopy(first, 0, result, 0, first.length);
        System.arraycopy(second, 0, result, first.length, second.length);
        return result;
    }

    /** Returns the next line, or an empty string if the connection has ended. */
    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
