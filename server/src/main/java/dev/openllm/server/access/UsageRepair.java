package dev.openllm.server.access;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.BoundedFile;
import dev.openllm.server.file.InterProcessLocks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Moves the damaged lines of the usage record to separate files, so that the daily limits can be checked again. */
public final class UsageRepair {

    private static final String SUFFIX = ".damaged";

    private final UsageFiles files;

    public UsageRepair(Path userFolder) {
        this.files = UsageFiles.of(userFolder);
    }

    /**
     * A file that has been repaired.
     *
     * @param movedTo the file that now contains the damaged lines
     */
    public record Repaired(Path file, int damagedLines, Path movedTo) {}

    /**
     * Repairs every file of the usage record.
     *
     * @return the files that contained damaged lines, oldest first
     * @throws OpenLlmException of kind {@code config} if a file cannot be read or written
     */
    public List<Repaired> run() {
        List<Repaired> repaired = new ArrayList<>();
        try {
            for (Path file : files.all()) {
                try (InterProcessLocks.HeldLock lock = files.locks().acquire(file)) {
                    repair(file, repaired);
                }
            }
            return repaired;
        } catch (IOException failed) {
            throw new OpenLlmException(
                    ErrorInfo.of(
                                    ErrorKind.CONFIG,
                                    UserText.of("The usage record was not repaired: {0}.", failed.getMessage()))
                            .withHint(
                                    UserText.of("Move the file to another folder, or make it readable and writable.")),
                    failed);
        }
    }

    private static void repair(Path file, List<Repaired> repaired) throws IOException {
        UsageLines lines = UsageFiles.read(file);
        List<UsageLines.Line> damaged = lines.damagedLines();
        if (damaged.isEmpty()) {
            return;
        }
        String name = file.getFileName().toString();
        Path movedTo = file.resolveSibling(name.substring(0, name.length() - UsageFiles.SUFFIX.length()) + SUFFIX);
        ByteArrayOutputStream moved = new ByteArrayOutputStream();
        moved.writeBytes(
                BoundedFile.readIfPresent(movedTo, BoundedFile.MAX_STATE_BYTES).orElse(new byte[0]));
        moved.writeBytes(UsageLines.toBytes(damaged));
        AtomicFile.replacePrivately(movedTo, moved.toByteArray());
        UsageFiles.replace(file, lines.intactBytes());
        repaired.add(new Repaired(file, damaged.size(), movedTo));
    }
}
