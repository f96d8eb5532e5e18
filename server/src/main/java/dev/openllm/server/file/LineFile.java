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
 * @param mostBytes the maximum size of the file, in bytes
 */
public record LineFile(Path file, InterProcessLocks locks, int mostBytes) {

    /**
     * Appends a line.
     *
     * @return whether the line was appended; {@code false} if the file would exceed its maximum size
     */
    public boolean append(byte[] line) throws IOException {
        try (InterProcessLocks.Turn turn = locks.take(file)) {
            return appendInTurn(line);
        }
    }

    /** Appends a line. If the file would exceed its maximum size, the older half of its lines is removed first. */
    public void appendDroppingOldest(byte[] line) throws IOException {
        try (InterProcessLocks.Turn turn = locks.take(file)) {
            if (!appendInTurn(line) && line.length < mostBytes / 2) {
                List<byte[]> lines = lines();
                ByteArrayOutputStream newest = new ByteArrayOutputStream();
                lines.subList(lines.size() / 2, lines.size()).forEach(kept -> write(kept, newest));
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
        byte[] bytes = BoundedFile.readIfPresent(file, mostBytes).orElse(new byte[0]);
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

    private boolean appendInTurn(byte[] line) throws IOException {
        if (!Files.exists(file)) {
            if (line.length >= mostBytes) {
                return false;
            }
            ByteArrayOutputStream first = new ByteArrayOutputStream();
            write(line, first);
            AtomicFile.replacePrivately(file, first.toByteArray());
            return true;
        }
        if (!Files.isRegularFile(file)) {
            throw new CannotWrite(UserText.of("it is not a regular file"));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = channel.size();
            ByteBuffer last = ByteBuffer.allocate(1);
            boolean unfinished = size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n';
            ByteBuffer all = ByteBuffer.allocate(line.length + 2);
            if (unfinished) {
                all.put((byte) '\n');
            }
            all.put(line).put((byte) '\n').flip();
            if (size + all.remaining() > mostBytes) {
                return false;
            }
            channel.position(size);
            while (all.hasRemaining()) {
                channel.write(all);
            }
            return true;
        }
    }

    private static void write(byte[] line, ByteArrayOutputStream to) {
        to.writeBytes(line);
        to.write('\n');
    }
}
