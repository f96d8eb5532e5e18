package dev.openllm.server.file;

import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/** Checks the age of a file that is rewritten from time to time. */
public final class FileAge {

    private FileAge() {}

    /**
     * Returns whether a file is older than the given age. A file whose modification time is in the future by more than
     * this age is also considered old: the file was written while the clock was wrong, and would remain in use until
     * that time.
     */
    public static boolean isOver(Duration age, FileTime written) {
        return Duration.between(written.toInstant(), Instant.now()).abs().compareTo(age) > 0;
    }
}
