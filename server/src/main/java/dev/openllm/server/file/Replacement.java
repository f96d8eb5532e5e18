package dev.openllm.server.file;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Replaces a file that other programs might be reading. Windows does not allow a file to be replaced while a program,
 * such as an indexer, a virus scanner, or another process of this product, has the file open. Because these programs
 * close the file within milliseconds, the replacement is retried.
 *
 * @param retryTimeout how long to retry; zero on systems that allow open files to be replaced
 */
record Replacement(Duration retryTimeout) {

    /** An operation that moves one file over another. */
    @FunctionalInterface
    interface Move {
        void run() throws IOException;
    }

    private static final long PAUSE_MS = 20;

    static Replacement forThisSystem() {
        return new Replacement(File.separatorChar == '\\' ? Duration.ofSeconds(2) : Duration.ZERO);
    }

    void run(Move move) throws IOException {
        long deadline = System.nanoTime() + retryTimeout.toNanos();
        while (true) {
            try {
                move.run();
                return;
            } catch (NoSuchFileException gone) {
                throw gone;
            } catch (FileSystemException inUse) {
                if (System.nanoTime() - deadline >= 0) {
                    throw inUse;
                }
                pause(inUse);
            }
        }
    }

    private static void pause(FileSystemException inUse) throws FileSystemException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw inUse;
        }
    }
}
