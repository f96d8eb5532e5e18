package dev.openllm.server.config.edit;

import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.BoundedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Backup copies of files. The copies are stored in a private folder of the user, and only the most recent ones are
 * retained.
 */
record Backups(Path folder) {

    private static final int MAX_COPIES = 50;
    private static final int TIME_LENGTH = "20261129-190000-000".length();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    /** Copies a file and returns the path of the copy, or an empty result if the file does not exist. */
    Optional<Path> store(Path file) throws IOException {
        return Files.exists(file)
                ? Optional.of(store(file.getFileName().toString(), BoundedFile.read(file, BoundedFile.MAX_STATE_BYTES)))
                : Optional.empty();
    }

    /** Stores content that was not read from a file, and returns the path of the copy. */
    Path store(String name, byte[] content) throws IOException {
        Path copy = folder.resolve(TIME.format(nextTime()) + "-" + name);
        AtomicFile.replacePrivately(copy, content);
        deleteOldest();
        return copy;
    }

    /**
     * Returns the time for the name of a new copy: the current time or, if the clock was set back, a time after that of
     * the newest copy. The new copy is therefore never the oldest one.
     */
    private Instant nextTime() throws IOException {
        Instant now = Instant.now();
        return newestTime()
                .filter(latest -> !latest.isBefore(now))
                .map(latest -> latest.plusMillis(1))
                .orElse(now);
    }

    private Optional<Instant> newestTime() throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .flatMap(name -> parseTime(name).stream())
                    .max(Comparator.naturalOrder());
        }
    }

    private static Optional<Instant> parseTime(String name) {
        try {
            return Optional.of(TIME.parse(name.substring(0, TIME_LENGTH), Instant::from));
        } catch (DateTimeException | IndexOutOfBoundsException other) {
            return Optional.empty();
        }
    }

    /** Deletes a backup copy that is no longer needed because a better one exists. */
    void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException notPossible) {
            // Ignore the failure: the copy is deleted later, when it is among the oldest copies.
        }
    }

    private void deleteOldest() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> copies = files.sorted().toList();
            for (Path oldest : copies.subList(0, Math.max(0, copies.size() - MAX_COPIES))) {
                Files.deleteIfExists(oldest);
            }
        }
    }
}
