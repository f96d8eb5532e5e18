package dev.openllm.server.gateway;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One connection of the benchmark's load generator: as little work as measuring allows. */
final class BenchmarkClient implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final byte[] whole;
    private final byte[] streamed;

    BenchmarkClient(int port, String token, String prefix) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
        whole = request(
                port,
                token,
                "{\"model\":\"" + prefix + "quick\",\"messages\":[{\"role\":\"user\",\"content\":"
                        + "\"How long is the way?\"}]}");
        streamed = streamRequest(port, token, prefix);
    }

    /** Asks for 64 chunks, one every 20 ms. */
    static byte[] streamRequest(int port, String token, String prefix) {
        return request(
                port,
                token,
                "{\"model\":\"" + prefix + "slow\",\"stream\":true,\"messages\":[{\"role\":"
                        + "\"user\",\"content\":\"How long is the way?\"}]}");
    }

    private static byte[] request(int port, String token, String body) {
        return ("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Asks for a complete response. @return how long it took, in nanoseconds */
    long ask() throws IOException {
        long start = System.nanoTime();
        socket.getOutputStream().write(whole);
        int length = 0;
        String status = line();
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring(16));
            }
        }
        byte[] body = in.readNBytes(length);
        if (!status.endsWith("200 OK") || body.length == 0) {
            throw new IOException(status + " " + new String(body, StandardCharsets.UTF_8));
        }
        return System.nanoTime() - start;
    }

    /**
     * @param firstNanos from the request to the first chunk
     * @param delays from each chunk's sending by the provider to its arrival here, in nanoseconds
     */
    record Stream(long firstNanos, List<Long> delays) {}

    Stream stream() throws IOException {
        long start = System.nanoTime();
        long first = 0;
        List<Long> delays = new ArrayList<>(BenchmarkProvider.CHUNKS);
        socket.getOutputStream().write(streamed);
        for (String line = line(); !line.equals("data: [DONE]"); line = line()) {
            int at = line.indexOf('@');
            if (at > 0) {
                long now = System.nanoTime();
                first = first == 0 ? now - start : first;
                delays.add(now - Long.parseLong(line.substring(at + 1, line.indexOf('@', at + 1))));
            }
        }
        for (String line = line(); !line.equals("0"); line = line()) {
            // the rest of the chunked body
        }
        line();
        return new Stream(first, delays);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(128);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection was closed after: " + line);
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
