package dev.openllm.server.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * The process for which a token was created.
 *
 * @param process the process ID
 * @param started the start time of the process, which distinguishes it from a later process with the same ID; empty if
 *     the system does not report the start time
 */
record TokenRun(long process, String started) {

    static TokenRun ofThisProcess() {
        return of(ProcessHandle.current());
    }

    private static TokenRun of(ProcessHandle process) {
        return new TokenRun(
                process.pid(),
                process.info().startInstant().map(Instant::toString).orElse(""));
    }

    static Optional<TokenRun> parse(JsonNode entry) {
        return entry.path("process").isIntegralNumber()
                ? Optional.of(new TokenRun(
                        entry.path("process").asLong(), entry.path("started").asText()))
                : Optional.empty();
    }

    boolean isRunning() {
        return ProcessHandle.of(process)
                .filter(ProcessHandle::isAlive)
                .map(TokenRun::of)
                .filter(this::equals)
                .isPresent();
    }
}
