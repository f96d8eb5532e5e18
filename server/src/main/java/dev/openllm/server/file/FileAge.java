package dev.openllm.server.file;

import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/** The age of a file that is written anew from time to time. */
public final class FileAge {

    private FileAge() {}

    /**
     * Whether a file is older than an age. One from as far in the future is, too: it was written with a wrong clock, and
     * would otherwise stay until its time has come.
     */
    public static boolean isOver(Duration age, FileTime written) {
        return Duration.between(written.toInstant(), Instant.now()).abs().compareTo(age) > 0;
    }
}
