package dev.openllm.server.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process and its descendants, as Linux's {@code /proc} counts them. Where there is none, nothing is known ({@code
 * NaN}).
 */
record ProcessTree(ProcessHandle root) {

    /** {@code USER_HZ}, which is 100 on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    /** The CPU time so far, in microseconds; that of children that ended is included. */
    double cpuMicros() {
        return processes()
                .mapToDouble(process -> {
                    // The name of the process, in parentheses, may contain anything.
                    String stat = read(process, "stat");
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
        return processes().mapToDouble(process -> kilobytes(process, "VmRSS:")).sum() / 1024;
    }

    /** The sum of the highest resident memory of each process. */
    double peakMegabytes() {
        return processes().mapToDouble(process -> kilobytes(process, "VmHWM:")).sum() / 1024;
    }

    private Stream<ProcessHandle> processes() {
        return Stream.concat(Stream.of(root), root.descendants());
    }

    private static double kilobytes(ProcessHandle process, String name) {
        List<String> found = read(process, "status")
                .lines()
                .filter(line -> line.startsWith(name))
                .toList();
        return found.isEmpty() ? 0 : Double.parseDouble(found.getFirst().replaceAll("\\D", ""));
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
        } catch (IOException gone) {
            return "";
        }
    }
}
