package dev.openllm.server.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Many simultaneous streams, read by one thread with one selector so that the load generator leaves the processors to
 * the measured programs.
 */
final class ParallelStreams {

    /** The last bytes of a chunked body. */
    private static final long TERMINATOR = 0x30_0d_0a_0d_0aL;

    private static final long LAST_FIVE_BYTES = 0xff_ffff_ffffL;

    /** Twice the pause between two chunks, in nanoseconds. */
    static final long LONG_GAP = 40_000_000;

    private final Samples delays = new Samples();
    private int longGaps;
    private long longestGap;

    private ParallelStreams() {}

    /**
     * The measured delays and gaps.
     *
     * @param delays the time between the sending of each chunk by the provider and its arrival, in nanoseconds
     * @param longGaps the number of gaps between two chunks of a stream that exceeded {@link #LONG_GAP}
     * @param longestGap the longest time between the arrivals of two chunks of a stream, in nanoseconds
     */
    record Result(Samples delays, int longGaps, long longestGap) {}

    /** Starts all streams at the same time and reads each to its end. */
    static Result run(int port, byte[] request, int count) throws IOException {
        ParallelStreams streams = new ParallelStreams();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < count; i++) {
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.socket().setTcpNoDelay(true);
                channel.write(ByteBuffer.wrap(request));
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, streams.new Stream());
            }
            ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
            for (int openStreams = count; openStreams > 0; ) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    openStreams -= read(key, buffer) ? 0 : 1;
                }
                selector.selectedKeys().clear();
            }
        }
        return new Result(streams.delays, streams.longGaps, streams.longestGap);
    }

    /**
     * Reads the available bytes.
     *
     * @return whether more bytes are expected
     */
    private static boolean read(SelectionKey key, ByteBuffer buffer) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        int count = channel.read(buffer.clear());
        boolean isOpen = count >= 0 && ((Stream) key.attachment()).process(buffer.flip());
        if (!isOpen) {
            channel.close();
        }
        return isOpen;
    }

    /** Finds the timestamps in the received bytes, wherever the data is split. */
    private final class Stream {

        private long tail;
        private long sentNanos;
        private boolean insideTimestamp;
        private long lastArrival;

        boolean process(ByteBuffer bytes) {
            long receivedNanos = System.nanoTime();
            while (bytes.hasRemaining()) {
                byte next = bytes.get();
                tail = (tail << 8 | next & 0xff) & LAST_FIVE_BYTES;
                if (next == '@') {
                    if (insideTimestamp) {
                        recordArrival(receivedNanos);
                    }
                    insideTimestamp = !insideTimestamp;
                    sentNanos = 0;
                } else if (insideTimestamp) {
                    sentNanos = sentNanos * 10 + next - '0';
                }
            }
            return tail != TERMINATOR;
        }

        private void recordArrival(long receivedNanos) {
            delays.add(receivedNanos - sentNanos);
            if (lastArrival != 0) {
                long gap = receivedNanos - lastArrival;
                longestGap = Math.max(longestGap, gap);
                longGaps += gap > LONG_GAP ? 1 : 0;
            }
            lastArrival = receivedNanos;
        }
    }
}
