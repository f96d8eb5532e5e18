package dev.openllm.server.file;

import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/** Determines whether a file that is rewritten periodically is outdated. */
public final class FileAge {

    private FileAge() {}

    /**
     * Returns whether a file is older than the given age. A file whose modification time is in the future by more than
     * this age is also considered old, because the file was written while the clock was wrong and would otherwise
     * remain in use until that time.
     */
    public static boolean isOlderThan(Duration age, FileTime lastModified) {
        return Duration.between(lastModified.toInstant(), Instant.now()).abs().compareTo(age) > 0;
    }
}
