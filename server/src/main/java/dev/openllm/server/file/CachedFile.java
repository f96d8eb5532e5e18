package dev.openllm.server.file;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

/**
 * What a small file says. It is read again only after somebody, in this process or another, changed or replaced it,
 * so that asking with each request costs a look at the folder. Safe for use by many threads.
 */
public final class CachedFile<T> {

    /** Makes sense of the bytes. */
    @FunctionalInterface
    public interface Parser<T> {
        T parse(byte[] bytes) throws IOException;
    }

    /** Changes with the file: its place on the disk, the time it was written, and its length. */
    private record Stamp(Object place, FileTime written, long length) {

        /** Null where there is no file: an exception with each request would cost more than all the rest. */
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
     * @param absent what is said where there is no file
     * @param parser its result is shared and must not be changed
     */
    public CachedFile(Path file, T absent, Parser<T> parser) {
        this.file = file;
        this.absent = absent;
        this.parser = parser;
        this.last = new Reading<>(null, absent);
    }

    /** @throws IOException when the file cannot be read or makes no sense */
    public T get() throws IOException {
        // Stamped before it is read: what is written meanwhile has another stamp and is read next time.
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
