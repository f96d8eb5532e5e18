package dev.openllm.server.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process and its descendants, measured with the Linux {@code /proc} file system. On other systems, every value is
 * {@code NaN}.
 */
record ProcessTree(ProcessHandle root) {

    /** {@code USER_HZ}, which is 100 on every Linux system that Java supports. */
    private static final double TICKS_PER_SECOND = 100;

    /** Returns the total CPU time so far, in microseconds, including that of child processes that have ended. */
    double cpuMicros() {
        return processes()
                .mapToDouble(process -> {
                    // The process name, which is in parentheses, can contain any character.
                    String stat = readProcFile(process, "stat");
                    String[] fields =
                            stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ");
                    double ticks = 0;
                    for (int field = 11; field < 15 && fields.length > 15; field++) {
                        ticks += Long.parseLong(fields[field]);
                    }
                    return ticks / TICKS_PER_SECOND * 1e6;
                })
                .sum();
    }

    double residentMegabytes() {
        return processes()
                        .mapToDouble(process -> readKilobytes(process, "VmRSS:"))
                        .sum()
                / 1024;
    }

    /** Returns the sum of the peak resident memory of the processes. */
    double peakMegabytes() {
        return processes()
                        .mapToDouble(process -> readKilobytes(process, "VmHWM:"))
                        .sum()
                / 1024;
    }

    private Stream<ProcessHandle> processes() {
        return Stream.concat(Stream.of(root), root.descendants());
    }

    private static double readKilobytes(ProcessHandle process, String name) {
        List<String> lines = readProcFile(process, "status")
                .lines()
                .filter(line -> line.startsWith(name))
                .toList();
        return lines.isEmpty() ? 0 : Double.parseDouble(lines.getFirst().replaceAll("\\D", ""));
    }

    private static String readProcFile(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
        } catch (IOException processEnded) {
            return "";
        }
    }
}
