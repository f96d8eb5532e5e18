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
 * When a process started: it distinguishes a process from a later one with the same id. On Linux, Java adds the time since
 * boot to a time of boot that changes whenever the clock is set, so a process that only compares times of day takes one
 * that runs for another one. There the time since boot decides, together with the boot it counts from.
 *
 * @param time as the system reports it
 * @param sinceBoot the boot and the ticks since then; empty where the system has no {@code /proc}
 */
public record ProcessStart(Optional<Instant> time, Optional<String> sinceBoot) {

    private static final String SINCE_BOOT = "startedSinceBoot";
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    /** Fields of {@code /proc/PID/stat} between the name of the program and its start. Source: proc_pid_stat(5) */
    private static final int FIELDS_BEFORE_START = 19;

    /** Of a running process. */
    public static ProcessStart of(ProcessHandle process) {
        return new ProcessStart(process.info().startInstant(), sinceBoot(process.pid()));
    }

    /** As an entry describes it. @param time from the entry, in whatever form it is there */
    public static ProcessStart in(JsonNode entry, Optional<Instant> time) {
        return new ProcessStart(
                time, Optional.of(entry.path(SINCE_BOOT).asText("")).filter(text -> !text.isEmpty()));
    }

    /** Adds the time since boot to an entry, beside the time of day that older programs read. */
    public void writeTo(ObjectNode entry) {
        sinceBoot.ifPresent(text -> entry.put(SINCE_BOOT, text));
    }

    /** Whether both may be the start of one process; true when nothing is known. */
    public boolean mayBe(ProcessStart other) {
        if (sinceBoot.isPresent() && other.sinceBoot.isPresent()) {
            return sinceBoot.equals(other.sinceBoot);
        }
        return time.isEmpty() || other.time.isEmpty() || time.equals(other.time);
    }

    private static Optional<String> sinceBoot(long process) {
        try {
            String stat = read(Path.of("/proc", Long.toString(process), "stat"));
            // The name, in parentheses, may contain anything.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Optional.of(read(BOOT).strip() + " " + fields[FIELDS_BEFORE_START]);
        } catch (IOException | RuntimeException notLinux) {
            return Optional.empty();
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }
}
