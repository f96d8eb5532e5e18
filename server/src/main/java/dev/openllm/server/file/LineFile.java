package dev.openllm.server.file;

import dev.openllm.protocol.text.UserText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A private file to which lines are appended. Each writer holds a lock that applies to all processes, so lines are
 * neither lost nor interleaved. If a process is killed while it writes a line, the incomplete line does not damage the
 * next line.
 *
 * @param maxBytes the maximum size of the file, in bytes
 */
public record LineFile(Path file, InterProcessLocks locks, int maxBytes) {

    /**
     * Appends a line.
     *
     * @return whether the line was appended; {@code false} if the file would exceed its maximum size
     */
    public boolean append(byte[] line) throws IOException {
        try (InterProcessLocks.HeldLock lock = locks.acquire(file)) {
            return appendLocked(line);
        }
    }

    /** Appends a line. If the file would exceed its maximum size, the older half of its lines is removed first. */
    public void appendDroppingOldest(byte[] line) throws IOException {
        try (InterProcessLocks.HeldLock lock = locks.acquire(file)) {
            if (!appendLocked(line) && line.length < maxBytes / 2) {
                List<byte[]> lines = lines();
                ByteArrayOutputStream newest = new ByteArrayOutputStream();
                lines.subList(lines.size() / 2, lines.size()).forEach(retained -> write(retained, newest));
                write(line, newest);
                AtomicFile.replacePrivately(file, newest.toByteArray());
            }
        }
    }

    /**
     * Returns the lines of the file, including an incomplete last line. Returns an empty list if the file does not
     * exist.
     */
    public List<byte[]> lines() throws IOException {
        byte[] bytes = BoundedFile.readIfPresent(file, maxBytes).orElse(new byte[0]);
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.add(java.util.Arrays.copyOfRange(bytes, start, i));
                start = i + 1;
            }
        }
        if (start < bytes.length) {
            lines.add(java.util.Arrays.copyOfRange(bytes, start, bytes.length));
        }
        return lines;
    }

    private boolean appendLocked(byte[] line) throws IOException {
        if (!Files.exists(file)) {
            if (line.length >= maxBytes) {
                return false;
            }
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            write(line, content);
            AtomicFile.replacePrivately(file, content.toByteArray());
            return true;
        }
        if (!Files.isRegularFile(file)) {
            throw new CannotWrite(UserText.of("it is not a regular file"));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = channel.size();
            ByteBuffer lastByte = ByteBuffer.allocate(1);
            boolean incomplete = size > 0 && channel.read(lastByte, size - 1) == 1 && lastByte.get(0) != '\n';
            ByteBuffer buffer = ByteBuffer.allocate(line.length + 2);
            if (incomplete) {
                buffer.put((byte) '\n');
            }
            buffer.put(line).put((byte) '\n').flip();
            if (size + buffer.remaining() > maxBytes) {
                return false;
            }
            channel.position(size);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            return true;
        }
    }

    private static void write(byte[] line, ByteArrayOutputStream to) {
        to.writeBytes(line);
        to.write('\n');
    }
}
