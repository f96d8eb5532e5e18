package dev.openllm.server.file;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

/**
 * The parsed content of a small file, cached in memory. The file is read again only after a process has changed or
 * replaced it, so most calls only check the file attributes. This class is thread-safe.
 */
public final class CachedFile<T> {

    /** A parser for the content of the file. */
    @FunctionalInterface
    public interface Parser<T> {
        T parse(byte[] bytes) throws IOException;
    }

    /**
     * The file attributes that are compared to detect a change: the file identifier, the modification time, and the
     * length in bytes.
     */
    private record Stamp(Object place, FileTime written, long length) {

        /**
         * Returns the stamp of a file, or {@code null} if the file does not exist. An absent file does not cause an
         * exception, because creating an exception for each request would take longer than all other work.
         */
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
     * @param absent the content to return if the file does not exist
     * @param parser the parser for the content of the file; the parsed content is shared between callers and must not
     *     be modified
     */
    public CachedFile(Path file, T absent, Parser<T> parser) {
        this.file = file;
        this.absent = absent;
        this.parser = parser;
        this.last = new Reading<>(null, absent);
    }

    /** Returns the current content of the file. @throws IOException if the file cannot be read or parsed */
    public T get() throws IOException {
        // The stamp is created before the file is read. If the file is modified between these steps, its stamp changes,
        // and the next call reads the file again.
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
