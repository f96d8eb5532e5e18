package dev.openllm.protocol.status;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * The state of the server process.
 *
 * @param serverVersion the server's version
 * @param javaVersion the version of Java that runs the server
 * @param processId the process ID
 * @param uptimeMs the time since the server started, in milliseconds
 * @param memoryBytes the resident memory in bytes; the used heap if the system does not report resident memory
 * @param consumers the usage of each consumer since the process started, most recent consumer first
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
