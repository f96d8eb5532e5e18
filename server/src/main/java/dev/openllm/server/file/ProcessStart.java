package dev.openllm.server.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The start time of a process, which distinguishes the process from a later process with the same ID. On Linux, Java
 * computes the start time from a boot time that changes whenever the clock is set, so a running process could be
 * mistaken for a different process. Therefore, on Linux, the boot ID and the time from boot to the start of the process
 * are compared instead.
 *
 * @param time the start time that the system reports; empty if the system does not report a start time
 * @param sinceBoot the boot ID and the number of clock ticks from boot to the start of the process; empty on systems
 *     without {@code /proc}
 */
public record ProcessStart(Optional<Instant> time, Optional<String> sinceBoot) {

    private static final String SINCE_BOOT_FIELD = "startedSinceBoot";
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    /**
     * The number of fields in {@code /proc/PID/stat} between the program name and the start time. Source:
     * proc_pid_stat(5)
     */
    private static final int FIELDS_BEFORE_START = 19;

    /** Returns the start time of a running process. */
    public static ProcessStart of(ProcessHandle process) {
        return new ProcessStart(process.info().startInstant(), sinceBoot(process.pid()));
    }

    /**
     * Reads the start time of a process from a stored JSON entry.
     *
     * @param time the start time in the entry, which the caller reads because its format depends on the file
     */
    public static ProcessStart fromJson(JsonNode entry, Optional<Instant> time) {
        return new ProcessStart(
                time, Optional.of(entry.path(SINCE_BOOT_FIELD).asText("")).filter(text -> !text.isEmpty()));
    }

    /**
     * Adds the boot ID and the time since boot to a stored JSON entry. The entry also contains the start time, which
     * older versions of this product read.
     */
    public void writeTo(ObjectNode entry) {
        sinceBoot.ifPresent(text -> entry.put(SINCE_BOOT_FIELD, text));
    }

    /** Returns whether both values represent the same start time. Two unknown start times are considered equal. */
    public boolean isSameAs(ProcessStart other) {
        return sinceBoot.isPresent() && other.sinceBoot.isPresent()
                ? sinceBoot.equals(other.sinceBoot)
                : time.equals(other.time);
    }

    /**
     * Returns whether both values can be the start time of the same process. This is also true if the values cannot be
     * compared because one of them is unknown.
     */
    public boolean mayBeSameAs(ProcessStart other) {
        boolean comparable =
                sinceBoot.isPresent() && other.sinceBoot.isPresent() || time.isPresent() && other.time.isPresent();
        return !comparable || isSameAs(other);
    }

    private static Optional<String> sinceBoot(long process) {
        try {
            String stat = read(Path.of("/proc", Long.toString(process), "stat"));
            // The program name, which is in parentheses, can contain any characters.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Optional.of(read(BOOT_ID).strip() + " " + fields[FIELDS_BEFORE_START]);
        } catch (IOException | RuntimeException notLinux) {
            return Optional.empty();
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }
}
