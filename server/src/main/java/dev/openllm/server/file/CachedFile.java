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
    private record Stamp(Object fileKey, FileTime lastModified, long length) {

        /**
         * Returns the stamp of a file, or {@code null} if the file does not exist. An absent file does not cause an
         * exception, because creating an exception for each request would take longer than all other work.
         */
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes =
                    file.getFileSystem().provider().readAttributesIfExists(file, BasicFileAttributes.class);
            return attributes == null
                    ? null
                    : new Stamp(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
        }
    }

    private record Reading<T>(Stamp stamp, T content) {}

    private final Path file;
    private final T defaultContent;
    private final Parser<T> parser;
    private volatile Reading<T> lastReading;

    /**
     * @param defaultContent the content to return if the file does not exist
     * @param parser the parser for the content of the file; the parsed content is shared between callers and must not
     *     be modified
     */
    public CachedFile(Path file, T defaultContent, Parser<T> parser) {
        this.file = file;
        this.defaultContent = defaultContent;
        this.parser = parser;
        this.lastReading = new Reading<>(null, defaultContent);
    }

    /** Returns the current content of the file. @throws IOException if the file cannot be read or parsed */
    public T get() throws IOException {
        // The stamp is created before the file is read. If the file is modified between these steps, its stamp changes,
        // and the next call reads the file again.
        Stamp current = Stamp.of(file);
        Reading<T> previous = lastReading;
        if (Objects.equals(previous.stamp(), current)) {
            return previous.content();
        }
        T content =
                current == null ? defaultContent : parser.parse(BoundedFile.read(file, BoundedFile.MAX_STATE_BYTES));
        lastReading = new Reading<>(current, content);
        return content;
    }
}
