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
 * Reads files up to a maximum size. Only regular files are read, because a read from a pipe or a device can block
 * forever or never reach an end.
 */
public final class BoundedFile {

    /** The maximum size of this product's state files: 16 MiB. */
    public static final int MAX_STATE_BYTES = 16 << 20;

    private BoundedFile() {}

    /**
     * Returns the content of a file.
     *
     * @throws NoSuchFileException if the file does not exist
     * @throws CannotRead if the file is not a regular file or exceeds the maximum size
     */
    public static byte[] read(Path file, int maxBytes) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new CannotRead(UserText.of("it is not a regular file"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new CannotRead(UserText.of("it is larger than {0}", formatSize(maxBytes)));
            }
            return bytes;
        }
    }

    /**
     * Returns the content of a file in the same way as {@link #read}, or an empty result if the file does not exist.
     */
    public static Optional<byte[]> readIfPresent(Path file, int maxBytes) throws IOException {
        try {
            return Optional.of(read(file, maxBytes));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    private static String formatSize(int bytes) {
        return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB";
    }
}
