package dev.openllm.server.file;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

/**
 * The content of a small file. It is read again only after this or another process changed or replaced it, so that a
 * request costs only a check of the file's attributes. Safe for use by many threads.
 */
public final class CachedFile<T> {

    /** Parses the content. */
    @FunctionalInterface
    public interface Parser<T> {
        T parse(byte[] bytes) throws IOException;
    }

    /** Changes with the file: its identity, modification time and length. */
    private record Stamp(Object place, FileTime written, long length) {

        /** Null when there is no file: an exception for each request would cost more than the rest. */
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes found =
                    file.getFileSystem().provider().readAttributesIfExists(file, BasicFileAttributes.class);
            return found == null ? null : new Stamp(found.fileKey(), found.lastModifiedTime(), found.size());
        }
    }

    private record Reading<T>(Stamp stamp, T content) {}

    private final Path file;
    private final T absent;
    private final Parser<T> parser;
    private volatile Reading<T> last;

    /**
     * @param absent the value when there is no file
     * @param parser its result is shared and must not be changed
     */
    public CachedFile(Path file, T absent, Parser<T> parser) {
        this.file = file;
        this.absent = absent;
        this.parser = parser;
        this.last = new Reading<>(null, absent);
    }

    /** @throws IOException when the file cannot be read or parsed */
    public T get() throws IOException {
        // Taken before the file is read: a write in the meantime changes the stamp, and the file is read again.
        Stamp now = Stamp.of(file);
        Reading<T> known = last;
        if (Objects.equals(known.stamp(), now)) {
            return known.content();
        }
        T content = now == null ? absent : parser.parse(BoundedFile.read(file, BoundedFile.STATE));
        last = new Reading<>(now, content);
        return content;
    }
}
