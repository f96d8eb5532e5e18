package dev.openllm.server.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.server.file.ProcessStart;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * The process to which a token is bound. The token expires when the process ends.
 *
 * @param process the process ID
 * @param started the start time of the process, which distinguishes it from a later process with the same ID
 */
record TokenRun(long process, ProcessStart started) {

    static TokenRun ofThisProcess() {
        return of(ProcessHandle.current());
    }

    private static TokenRun of(ProcessHandle process) {
        return new TokenRun(process.pid(), ProcessStart.of(process));
    }

    static Optional<TokenRun> parse(JsonNode entry) {
        return entry.path("process").isIntegralNumber()
                ? Optional.of(new TokenRun(entry.path("process").asLong(), ProcessStart.fromJson(entry, time(entry))))
                : Optional.empty();
    }

    private static Optional<Instant> time(JsonNode entry) {
        try {
            return Optional.of(Instant.parse(entry.path("started").asText()));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    void writeTo(ObjectNode entry) {
        entry.put("process", process)
                .put("started", started.time().map(Instant::toString).orElse(""));
        started.writeTo(entry);
    }

    boolean isRunning() {
        return ProcessHandle.of(process)
                .filter(ProcessHandle::isAlive)
                .filter(running -> ProcessStart.of(running).isSameAs(started))
                .isPresent();
    }
}
