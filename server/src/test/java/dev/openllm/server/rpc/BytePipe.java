package dev.openllm.server.rpc;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Transfers bytes from one thread to another, like a pipe of the operating system: an interrupt does not break it. */
public final class BytePipe {

    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();

    public OutputStream sink() {
        return new OutputStream() {
            @Override
            public void write(int value) {
                chunks.add(new byte[] {(byte) value});
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (length > 0) {
                    chunks.add(Arrays.copyOfRange(bytes, offset, offset + length));
                }
            }

            @Override
            public void close() {
                chunks.add(END);
            }
        };
    }

    public InputStream source() {
        return new InputStream() {
            private byte[] chunk = {};
            private int position;
            private boolean ended;

            @Override
            public int read() {
                byte[] buffer = new byte[1];
                return read(buffer, 0, 1) < 0 ? -1 : buffer[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                while (!ended && position == chunk.length) {
                    chunk = takeChunk();
                    position = 0;
                    ended = chunk == END;
                }
                if (ended) {
                    return -1;
                }
                int count = Math.min(length, chunk.length - position);
                System.arraycopy(chunk, position, target, offset, count);
                position += count;
                return count;
            }
        };
    }

    private byte[] takeChunk() {
        try {
            return chunks.take();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
