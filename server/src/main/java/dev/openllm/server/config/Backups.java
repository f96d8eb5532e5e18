package dev.openllm.server.config;

import dev.openllm.server.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Copies of files as they were before a transfer, in a private folder of the person; the latest are kept. */
record Backups(Path folder) {

    private static final int MOST = 50;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    /** Copies a file; empty when there is none. */
    Optional<Path> keep(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Path copy = folder.resolve(TIME.format(Instant.now()) + "-" + file.getFileName());
        WholeFile.replacePrivately(copy, Files.readAllBytes(file));
        dropOldest();
        return Optional.of(copy);
    }

    private void dropOldest() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> copies = files.sorted().toList();
            for (Path oldest : copies.subList(0, Math.max(0, copies.size() - MOST))) {
                Files.deleteIfExists(oldest);
            }
        }
    }
}
