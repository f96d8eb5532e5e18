package dev.openllm.server.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A private log file of limited size. Before the file exceeds its maximum size, it is renamed to {@code NAME.1},
 * replacing any previous file with this name, and a new log file is created. Lines that cannot be written are
 * discarded, because a logging failure must not stop the gateway.
 */
public final class RotatedLog extends OutputStream {

    /** The default maximum size of a log file: 1 MiB. */
    public static final long MAX_BYTES = 1 << 20;

    private final Path file;
    private final long maxBytes;
    private OutputStream out;
    private long size;

    public RotatedLog(Path file, long maxBytes) throws IOException {
        this.file = file;
        this.maxBytes = maxBytes;
        this.out = open();
        this.size = Files.size(file);
    }

    private OutputStream open() throws IOException {
        makePrivate(file);
        return Files.newOutputStream(file, StandardOpenOption.APPEND);
    }

    /** Creates the log file, or removes access for other users if the log file exists. */
    public static void makePrivate(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            Files.delete(file);
        }
        if (!Files.exists(file)) {
            AtomicFile.replacePrivately(file, new byte[0]);
        } else if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, Set.copyOf(PosixFilePermissions.fromString("rw-------")));
        }
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (size > 0 && size + length > maxBytes) {
            rotate();
        }
        int count = (int) Math.min(length, maxBytes);
        out.write(bytes, offset, count);
        size += count;
    }

    private void rotate() throws IOException {
        out.close();
        Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        out = open();
        size = 0;
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
