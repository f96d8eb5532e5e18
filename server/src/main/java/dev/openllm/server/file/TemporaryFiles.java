package dev.openllm.server.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The temporary files that {@link AtomicFile} creates to replace other files. If a process is killed, its temporary
 * file remains and can contain an API key. Therefore, each writer locks its temporary file while writing it. The
 * operating system releases the lock when the process ends, so any temporary file that can be locked is a leftover.
 */
public final class TemporaryFiles {

    private static final String UUID_PATTERN = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Pattern NAME_PATTERN = Pattern.compile("\\..+\\." + UUID_PATTERN + "\\.tmp");

    /**
     * The temporary files that this process is writing. If this process opened and closed one of these files again, the
     * operating system would release the lock on the file; see fcntl(2).
     */
    private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

    private TemporaryFiles() {}

    /**
     * A temporary file that is being written. Closing this object deletes the file, unless the file has been moved to
     * its target.
     */
    static final class Fresh implements Closeable {

        private final Path path;

        private Fresh(Path path) {
            this.path = path;
        }

        Path path() {
            return path;
        }

        void write(byte[] content) throws IOException {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.tryLock();
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                Files.deleteIfExists(path);
            } finally {
                IN_USE.remove(path);
            }
        }
    }

    static Fresh create(Path target, FileAttribute<?>... attributes) throws IOException {
        Path path = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        IN_USE.add(path);
        boolean created = false;
        try {
            Files.createFile(path, attributes);
            created = true;
            return new Fresh(path);
        } finally {
            if (!created) {
                IN_USE.remove(path);
            }
        }
    }

    /** Deletes leftover temporary files in a folder. If a file cannot be deleted, the next call tries again. */
    public static void deleteLeftovers(Path folder) {
        deleteLeftovers(folder, name -> NAME_PATTERN.matcher(name).matches());
    }

    /** Deletes the leftover temporary files that were created to replace the target file. */
    public static void deleteLeftoversOf(Path target) {
        Pattern namePattern = Pattern.compile(
                "\\." + Pattern.quote(target.getFileName().toString()) + "\\." + UUID_PATTERN + "\\.tmp");
        deleteLeftovers(target.getParent(), name -> namePattern.matcher(name).matches());
    }

    private static void deleteLeftovers(Path folder, Predicate<String> temporary) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder, file -> temporary.test(file.getFileName().toString()))) {
            for (Path file : files) {
                deleteIfLeftOver(file.toAbsolutePath().normalize());
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            // This product does not write to folders that it cannot read, so there are no files to delete.
        }
    }

    private static void deleteIfLeftOver(Path file) {
        if (IN_USE.contains(file) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                return;
            }
            Files.deleteIfExists(file);
        } catch (NoSuchFileException moved) {
            // The writer moved or deleted the file.
        } catch (IOException | OverlappingFileLockException stays) {
            // Another process or thread is deleting the file, or the file belongs to another user.
        }
    }
}
