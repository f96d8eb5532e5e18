package dev.openllm.server.rpc;

import dev.openllm.protocol.status.ConsumerUsage;
import dev.openllm.protocol.status.ServerStatus;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Provides information about the process of this server. */
final class ProcessInfo {

    /** The file in which Linux reports the size of the process's resident set. Source: proc_pid_status(5). */
    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessInfo() {}

    static ServerStatus status(String serverVersion, List<ConsumerUsage> consumers) {
        return new ServerStatus(
                serverVersion,
                Runtime.version().toString(),
                ProcessHandle.current().pid(),
                ManagementFactory.getRuntimeMXBean().getUptime(),
                residentBytes().orElseGet(ProcessInfo::heapBytes),
                consumers);
    }

    private static OptionalLong residentBytes() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException elsewhere) {
            return OptionalLong.empty();
        }
    }

    private static long heapBytes() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
