package dev.openllm.server.file;

import dev.openllm.protocol.text.UserText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Reads a file of limited size. Only regular files are read: a pipe or device could block the reader forever, or never
 * end.
 */
public final class BoundedFile {

    /** The maximum size of a state file of this product: 16 MiB. */
    public static final int STATE = 16 << 20;

    private BoundedFile() {}

    /**
     * The content of a file.
     *
     * @throws NoSuchFileException when there is no such file
     * @throws CannotRead when it is not a regular file, or larger than the limit
     */
    public static byte[] read(Path file, int mostBytes) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new CannotRead(UserText.of("it is not a regular file"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw new CannotRead(UserText.of("it is larger than {0}", size(mostBytes)));
            }
            return bytes;
        }
    }

    /** As {@link #read}; empty when there is no such file. */
    public static Optional<byte[]> readIfPresent(Path file, int mostBytes) throws IOException {
        try {
            return Optional.of(read(file, mostBytes));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    private static String size(int bytes) {
        return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB";
    }
}
