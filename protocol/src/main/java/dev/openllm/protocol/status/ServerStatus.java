package dev.openllm.protocol.status;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * The state of the server process.
 *
 * @param serverVersion the server's version
 * @param javaVersion the Java version it runs on
 * @param processId the process id
 * @param uptimeMs the time since it started, in milliseconds
 * @param memoryBytes resident memory in bytes; the used heap where the system does not report it
 * @param consumers the consumers since the process started, most recent first
 */
public record ServerStatus(
        String serverVersion,
        String javaVersion,
        long processId,
        long uptimeMs,
        long memoryBytes,
        List<ConsumerUsage> consumers) {

    public ServerStatus {
        serverVersion = Wire.orElse(serverVersion, "");
        javaVersion = Wire.orElse(javaVersion, "");
        consumers = Wire.list(consumers);
    }
}
