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
    private static final int MOST_WAITING = 1024;

    /** The parts of a response that are always the same. */
    private record Prepared(byte[] unstreamed, byte[] head, byte[] begin, byte[] word, byte[] end) {

        static Prepared of(Api api) {
            String text = WORD.repeat(Api.CHUNKS);
            byte[] body = bytes(api.unstreamed(text));
            return new Prepared(
                    joined(bytes(headOf("application/json", "Content-Length: " + body.length)), body),
                    bytes(headOf(api.streamType(), "Transfer-Encoding: chunked")),
                    api.begin().isEmpty() ? new byte[0] : chunk(api.begin()),
                    chunk(api.chunk(WORD)),
                    joined(chunk(api.end(text)), bytes("0\r\n\r\n")));
        }
    }

    private final ServerSocket server = new ServerSocket(0, MOST_WAITING, InetAddress.getLoopbackAddress());
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
            for (String request = line(in); !request.isEmpty(); request = line(in)) {
                int length = 0;
                boolean chunked = false;
                for (String header = line(in); !header.isEmpty(); header = line(in)) {
                    if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                        length = Integer.parseInt(header.substring(15).trim());
                    }
                    chunked |= header.regionMatches(true, 0, "transfer-encoding:", 0, 18);
                }
                respond(request, chunked ? chunks(in) : in.readNBytes(length), out);
            }
        } catch (IOException gone) {
            // The client has disconnected.
        }
    }

    private static byte[] chunks(InputStream in) throws IOException {
        byte[] body = new byte[0];
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body = joined(body, in.readNBytes(size));
            line(in);
        }
        line(in);
        return body;
    }

    private void respond(String request, byte[] body, OutputStream out) throws IOException {
        if (request.startsWith("GET ")) {
            out.write(joined(bytes(headOf("application/json", "Content-Length: " + MODELS.length)), MODELS));
            return;
        }
        Api api = api(request);
        // A large request body is not searched completely: the model and the streaming flag are near its start or its
        // end.
        String ends = new String(body, 0, Math.min(body.length, 500), StandardCharsets.ISO_8859_1)
                + new String(
                        body, Math.max(0, body.length - 500), Math.min(body.length, 500), StandardCharsets.ISO_8859_1)
                + request;
        boolean stream = ends.contains("\"stream\":true")
                || ends.contains("\"stream\": true")
                || ends.contains(":streamGenerateContent");
        Prepared own = prepared.get(api);
        if (!stream) {
            out.write(own.unstreamed());
        } else if (ends.contains(PACED) || ends.contains(SLOW)) {
            stream(api, own, ends.contains(PACED) ? 5 : 20, out);
        } else {
            out.write(joined(own.head(), own.begin()));
            for (int i = 0; i < Api.CHUNKS; i++) {
                out.write(own.word());
            }
            out.write(own.end());
        }
    }

    private static void stream(Api api, Prepared own, int pauseMs, OutputStream out) throws IOException {
        out.write(joined(own.head(), own.begin()));
        for (int i = 0; i < Api.CHUNKS; i++) {
            out.write(chunk(api.chunk("@" + System.nanoTime() + "@")));
            try {
                TimeUnit.MILLISECONDS.sleep(pauseMs);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
        out.write(own.end());
    }

    private static Api api(String request) {
        if (request.contains("/messages")) {
            return Api.MESSAGES;
        } else if (request.contains("/responses")) {
            return Api.RESPONSES;
        } else if (request.contains("/api/chat")) {
            return Api.OLLAMA;
        }
        return request.contains("enerateContent") ? Api.GEMINI : Api.CHAT;
    }

    private static String headOf(String type, String length) {
        return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n" + length + "\r\n\r\n";
    }

    private static byte[] chunk(String text) {
        byte[] bytes = bytes(text);
        return joined(joined(bytes(Integer.toHexString(bytes.length) + "\r\n"), bytes), bytes("\r\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = new byte[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    /** Returns the next line, or an empty string if the connection has ended. */
    private static String line(InputStream in) throws IOException {
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
