package dev.openllm.server.access;

import dev.openllm.protocol.text.UserText;
import dev.openllm.server.access.UsageToday.Sum;
import dev.openllm.server.file.CannotRead;
import dev.openllm.server.file.InterProcessLocks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The usage of each consumer on one day, read incrementally from one file of the usage record. Each read operation
 * reads only the part of the file that was added since the previous read operation.
 */
final class UsageTail {

    private final Path file;
    private final InterProcessLocks locks;
    private final LocalDate day;
    private final Map<String, Sum> sums = new HashMap<>();
    private Optional<Identity> identity = Optional.empty();
    private long position;
    private boolean damaged;

    /**
     * Identifies a file, to distinguish a file that has been replaced from a file that has grown. The creation time is
     * used on systems without file keys.
     *
     * @param key the file key that the file system reports
     * @param created the creation time, in milliseconds
     */
    private record Identity(String key, long created) {

        static Identity of(BasicFileAttributes attributes) {
            return new Identity(
                    String.valueOf(attributes.fileKey()),
                    attributes.creationTime().toMillis());
        }
    }

    UsageTail(Path file, InterProcessLocks locks, LocalDate day) {
        this.file = file;
        this.locks = locks;
        this.day = day;
    }

    Map<String, Sum> sums() {
        return sums;
    }

    /**
     * Returns whether the file contains a line that cannot be decoded and that belongs, or might belong, to the day.
     */
    boolean isDamaged() {
        return damaged;
    }

    void update() throws IOException {
        BasicFileAttributes attributes =
                file.getFileSystem().provider().readAttributesIfExists(file, BasicFileAttributes.class);
        if (attributes == null) {
            reset(Optional.empty());
            return;
        }
        if (!attributes.isRegularFile()) {
            throw new CannotRead(UserText.of("it is not a regular file"));
        }
        Identity current = Identity.of(attributes);
        if (!identity.equals(Optional.of(current)) || attributes.size() < position) {
            reset(Optional.of(current));
        }
        if (attributes.size() > position && !readNewLines()) {
            // A line without a line separator is either still being written or was left incomplete by a process that
            // was killed. Only a process that holds the lock can determine which is the case.
            try (InterProcessLocks.HeldLock lock = locks.acquire(file)) {
                damaged |= !readNewLines();
            }
        }
    }

    /** Discards the data that was read from the file. */
    private void reset(Optional<Identity> newIdentity) {
        identity = newIdentity;
        position = 0;
        damaged = false;
        sums.clear();
    }

    /** Reads the complete lines that were added to the file. @return whether the file ends with a line separator */
    private boolean readNewLines() throws IOException {
        byte[] bytes = readNewBytes();
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        addUsage(UsageLines.of(Arrays.copyOf(bytes, end)));
        position += end;
        return end == bytes.length;
    }

    private byte[] readNewBytes() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(position);
            byte[] bytes = in.readNBytes(UsageFiles.MAX_BYTES + 1);
            if (bytes.length > UsageFiles.MAX_BYTES) {
                throw new CannotRead(UserText.of("it is larger than {0} MiB", UsageFiles.MAX_BYTES >> 20));
            }
            return bytes;
        }
    }

    private void addUsage(UsageLines lines) {
        boolean olderFollows = lines.uses().stream().anyMatch(use -> use.day().isBefore(day));
        damaged = damaged && !olderFollows || lines.countDamagedOn(day) > 0;
        List<ModelUse> today =
                lines.uses().stream().filter(use -> use.day().equals(day)).toList();
        today.forEach(use -> sums.merge(use.consumer(), Sum.ZERO.plus(use), Sum::plus));
    }
}
