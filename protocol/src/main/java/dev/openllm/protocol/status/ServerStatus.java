package dev.openllm.protocol.status;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * How the server process is.
 *
 * @param serverVersion the server's version
 * @param javaVersion the version of the Java it runs on
 * @param processId the process, as the system numbers it
 * @param uptimeMs since when it runs, in milliseconds
 * @param memoryBytes memory the process holds, in bytes; where the system does not tell, the part of the heap in use
 * @param consumers who used models since the process started, the last one first
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
