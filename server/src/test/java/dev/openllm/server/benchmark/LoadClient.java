package dev.openllm.server.benchmark;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection of the benchmark's load generator that does as little work as the measurement allows. */
final class LoadClient implements AutoCloseable {

    private static final int MAX_WAIT_MS = 60_000;

    private final Socket socket;
    private final InputStream in;

    LoadClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(MAX_WAIT_MS);
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    }

    /** Sends a request and reads the complete response. */
    void send(byte[] request) throws IOException {
        send(request, new Samples(), new Samples());
    }

    /**
     * Sends a request and reads the complete response.
     *
     * @param firstChunkTimes receives the time until the arrival of the first chunk that contains a timestamp, in nanoseconds
     * @param delays receives the time between the sending and the arrival of each chunk with a timestamp, in
     *     nanoseconds
     * @return the duration of the exchange, in nanoseconds
     */
    long send(byte[] request, Samples firstChunkTimes, Samples delays) throws IOException {
        long start = System.nanoTime();
        socket.getOutputStream().write(request);
        String status = readLine();
        long length = -1;
        boolean chunked = false;
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
        }
        if (!status.contains(" 200")) {
            throw new IOException(
                    status + " " + new String(in.readNBytes((int) Math.max(length, 0)), StandardCharsets.UTF_8));
        }
        if (chunked) {
            Times times = new Times(start, firstChunkTimes, delays);
            for (int size = Integer.parseInt(readLine(), 16); size > 0; size = Integer.parseInt(readLine(), 16)) {
                times.process(in.readNBytes(size));
                readLine();
            }
            readLine();
        } else if (in.readNBytes((int) length).length == 0) {
            throw new IOException("empty response");
        }
        return System.nanoTime() - start;
    }

    /** Finds the timestamps in the received bytes, wherever the data is split. */
    private static final class Times {

        private final long start;
        private final Samples firstChunkTimes;
        private final Samples delays;
        private boolean firstSeen;
        private boolean insideTimestamp;
        private long sentNanos;

        Times(long start, Samples firstChunkTimes, Samples delays) {
            this.start = start;
            this.firstChunkTimes = firstChunkTimes;
            this.delays = delays;
        }

        void process(byte[] bytes) {
            long receivedNanos = System.nanoTime();
            for (byte next : bytes) {
                if (next == '@') {
                    if (insideTimestamp && sentNanos > 0) {
                        delays.add(receivedNanos - sentNanos);
                        if (!firstSeen) {
                            firstChunkTimes.add(receivedNanos - start);
                            firstSeen = true;
                        }
                    }
                    insideTimestamp = !insideTimestamp;
                    sentNanos = 0;
                } else if (insideTimestamp && next >= '0' && next <= '9') {
                    sentNanos = sentNanos * 10 + next - '0';
                }
            }
        }
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder(64);
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
