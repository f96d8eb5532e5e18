package dev.openllm.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Watches files for creation, modification, deletion, and replacement. The files are checked every 250 ms because the
 * operating system's file events do not report changes to link targets, to files on network file systems, or in folders
 * that are created later.
 */
final class FileWatch implements AutoCloseable {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
    private static final Duration SETTLE_DELAY = Duration.ofMillis(40);
    private static final int MAX_SETTLE_CHECKS = 5;

    private final Runnable onChange;
    private final Thread thread;
    /** The state of each watched file when watching began or when the file was last checked. */
    private final Map<Path, Stamp> stamps = new HashMap<>();

    private volatile boolean closed;

    /**
     * @param onChange the callback, which is called on the watch's own daemon thread, once for all changes that occur
     *     at about the same time
     */
    FileWatch(Runnable onChange) {
        this.onChange = onChange;
        this.thread = Thread.ofPlatform().daemon().name("config-watch").unstarted(this::run);
    }

    /** Replaces the set of watched files with the specified files. Call this method before reading the files. */
    synchronized void watch(List<Path> newFiles) {
        stamps.keySet().retainAll(newFiles);
        newFiles.forEach(file -> stamps.computeIfAbsent(file, Stamp::of));
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        try {
            while (!closed) {
                TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
                if (hasChanged()) {
                    settle();
                    onChange.run();
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean hasChanged() {
        return stamps.entrySet().stream().anyMatch(file -> {
            Stamp current = Stamp.of(file.getKey());
            return current.mayChangeUnseen() || !current.equals(file.getValue());
        });
    }

    /** Waits until the files are no longer being written. */
    private void settle() throws InterruptedException {
        boolean settled = false;
        for (int i = 0; i < MAX_SETTLE_CHECKS && !settled; i++) {
            TimeUnit.MILLISECONDS.sleep(SETTLE_DELAY.toMillis());
            settled = refreshStamps();
        }
    }

    /** Records the current state of all files and returns whether the state is the same as at the previous check. */
    private synchronized boolean refreshStamps() {
        Map<Path, Stamp> before = Map.copyOf(stamps);
        stamps.replaceAll((file, stamp) -> Stamp.of(file));
        return stamps.equals(before);
    }

    /**
     * The attributes that identify a version of a file.
     *
     * @param key the file key from the file system
     * @param size the size in bytes, or a negative number if the file is missing or unreadable
     * @param modified the last modification time, in nanoseconds
     * @param mayChangeUnseen whether the file was modified so recently that another modification could have the same
     *     timestamp
     */
    private record Stamp(Object key, long size, long modified, boolean mayChangeUnseen) {

        private static final Stamp MISSING = new Stamp("", -1, 0, false);
        private static final Stamp UNREADABLE = new Stamp("", -2, 0, false);
        private static final Duration CLOCK_GRANULARITY = Duration.ofSeconds(2);

        static Stamp of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                Duration age = Duration.between(attributes.lastModifiedTime().toInstant(), Instant.now());
                return new Stamp(
                        String.valueOf(attributes.fileKey()),
                        attributes.size(),
                        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                        // If the clock was set back, the modification time can be far in the future. The next
                        // modification will not have the same time.
                        age.abs().compareTo(CLOCK_GRANULARITY) < 0);
            } catch (NoSuchFileException missing) {
                return MISSING;
            } catch (IOException unreadable) {
                return UNREADABLE;
            }
        }
    }
}
