package dev.openllm.server.process;

import dev.openllm.server.testing.FakeProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A soak test that runs the packaged server on stdio and the packaged gateway under mixed traffic for a long time:
 * streamed and unstreamed responses, cancellations, clients that disconnect, provider faults, and configuration changes.
 * Memory, threads, and file descriptors must not grow. Run on demand and weekly by {@code
 * .github/workflows/endurance.yml}:
 *
 * <pre>mvn -B -Psoak -pl server -am package -DskipTests -Dsoak.minutes=10 [-Dsoak.rate=20]</pre>
 *
 * <p>Values are measured while the traffic is paused, after a garbage collection. The first half of the time is ignored
 * because classes are loaded, code is compiled, and buffers grow during it. The test fails if a value grows by more than
 * its noise and by more than the amount that its {@link Metric} specifies. The growth of the memory that the JVM has
 * allocated since the warm-up is printed by purpose, which shows, for example, that growth is due to code that is still
 * being compiled and is not a leak. The specified time is that of the traffic; the measurements take additional time.
 */
final class Soak {

    private static final int SAMPLE_COUNT = 30;
    private static final double WARM_UP_FRACTION = 0.5;
    private static final Pattern USED_HEAP = Pattern.compile("total\\s+\\d+K, used (\\d+)K");
    private static final Pattern GENERATION =
            Pattern.compile("total .*\\[0x([0-9a-f]+), 0x[0-9a-f]+, 0x([0-9a-f]+)\\)");
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-[0-9a-f]+ ");
    /** Enables the statistics of memory by purpose that {@link #reportNativeMemory} reports. */
    private static final String TRACKING_FLAG = "-XX:NativeMemoryTracking=summary";

    private static final Pattern MEMORY_CHANGE =
            Pattern.compile("-\\s+(.+?) \\(reserved=.*?committed=(\\d+)KB ([+-]\\d+KB)\\)");
    private static final String TOKEN = "canary-soak-token";

    /**
     * The measured values. Each specifies the growth over the measured time that is considered significant: some
     * megabytes, or a few threads.
     */
    private enum Metric {
        HEAP("heap after GC, MB", 2),
        OUTSIDE_HEAP("memory outside heap, MB", 3),
        /** Not limited: a peak of the load touches pages of the heap, up to its committed size, and they stay resident. */
        RSS("resident memory, MB", Double.MAX_VALUE),
        THREADS("threads", 4),
        DESCRIPTORS("file descriptors", 4);

        private final String label;
        private final double minGrowth;

        Metric(String label, double minGrowth) {
            this.label = label;
            this.minGrowth = minGrowth;
        }
    }

    private final Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private final Map<String, List<double[]>> samples = new java.util.LinkedHashMap<>();
    private final List<Double> times = new ArrayList<>();

    private Soak() {}

    public static void main(String[] arguments) throws Exception {
        double minutes = Double.parseDouble(arguments[0]);
        double rate = Double.parseDouble(arguments[1]);
        boolean isSteady = false;
        try {
            isSteady = new Soak().run(minutes, rate);
        } catch (Exception | AssertionError broken) {
            broken.printStackTrace();
        }
        System.exit(isSteady ? 0 : 1); // Ends the process even if a client is still waiting.
    }

    private boolean run(double minutes, double rate) throws Exception {
        Path home = Files.createTempDirectory("open-llm-soak");
        Packaged packaged = Packaged.ofCurrentBuild();
        try (FakeProvider provider = FakeProvider.start()) {
            SoakProvider.configure(provider);
            SoakGateway.writeConfig(home, provider.uri(), 0);
            Map<String, String> environment =
                    Map.of("OPENLLM_GATEWAY_TOKEN", TOKEN, "JAVA_TOOL_OPTIONS", TRACKING_FLAG);
            try (ServerProcess server = ServerProcess.start(
                            packaged.serveCommand(TRACKING_FLAG, packaged.cacheFlag()),
                            Homes.environment(home.resolve("editor")));
                    GatewayRun gateway = GatewayRun.start(packaged.launcher(), home, environment)) {
                SoakStdio stdio = new SoakStdio(server, provider.uri());
                SoakGateway http = new SoakGateway(gateway, home, provider.uri(), TOKEN);
                Map<String, Long> processes = Map.of(
                        "stdio",
                        server.process().pid(),
                        "gateway",
                        gateway.process().pid());
                SoakTraffic traffic = new SoakTraffic(List.of(stdio, http), rate);
                takeSamples(traffic, processes, minutes);
                traffic.close();
                System.out.println(traffic.summary());
                reportNativeMemory(processes);
                return report() & traffic.isSuccessful();
            }
        }
    }

    private void takeSamples(SoakTraffic traffic, Map<String, Long> processes, double minutes) throws Exception {
        long start = System.nanoTime();
        double warmUp = minutes * WARM_UP_FRACTION;
        for (int i = 0; i <= SAMPLE_COUNT; i++) {
            // Even if a measurement takes long on a busy machine, the duration of the following traffic is unchanged.
            double sliceMinutes = i == 0 ? warmUp : (minutes - warmUp) / SAMPLE_COUNT;
            traffic.runUntil(System.nanoTime() + (long) (sliceMinutes * 60e9));
            times.add((System.nanoTime() - start) / 3600e9);
            for (Map.Entry<String, Long> process : processes.entrySet()) {
                samples.computeIfAbsent(process.getKey(), key -> new ArrayList<>())
                        .add(measure(process.getValue()));
                if (i == 0) {
                    jcmd(process.getValue(), "VM.native_memory", "baseline");
                }
            }
        }
    }

    private double[] measure(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        String heapInfo = jcmd(pid, "GC.heap_info");
        Map<String, Double> status = status(pid);
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return new double[] {
                heapKilobytes(heapInfo) / 1024,
                (status.get("RssAnon") - residentHeapKilobytes(pid, heapInfo)) / 1024,
                status.get("VmRSS") / 1024,
                status.get("Threads"),
                descriptors.count()
            };
        }
    }

    private static double heapKilobytes(String info) {
        double sum = 0;
        int count = 0;
        for (Matcher matcher = USED_HEAP.matcher(info); matcher.find(); count++) {
            sum += Double.parseDouble(matcher.group(1));
        }
        if (count == 0) {
            throw new IllegalStateException("no heap in " + info);
        }
        return sum;
    }

    /** Returns the resident memory of the mappings that are part of the heap. */
    private static double residentHeapKilobytes(long pid, String heapInfo) throws IOException {
        List<MatchResult> generations = GENERATION.matcher(heapInfo).results().toList();
        double sum = 0;
        boolean inHeap = false;
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps"))) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.lookingAt()) {
                long start = Long.parseUnsignedLong(mapping.group(1), 16);
                inHeap = generations.stream()
                        .anyMatch(generation -> start >= Long.parseUnsignedLong(generation.group(1), 16)
                                && start < Long.parseUnsignedLong(generation.group(2), 16));
            } else if (inHeap && line.startsWith("Anonymous:")) {
                sum += Double.parseDouble(line.split("\\s+")[1]);
            }
        }
        if (sum == 0) {
            throw new IllegalStateException("no resident heap in " + heapInfo);
        }
        return sum;
    }

    private static Map<String, Double> status(long pid) throws IOException {
        Map<String, Double> status = new java.util.HashMap<>();
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:") || line.startsWith("RssAnon:") || line.startsWith("Threads:")) {
                String[] fields = line.split("\\s+");
                status.put(fields[0].replace(":", ""), Double.parseDouble(fields[1]));
            }
        }
        return status;
    }

    private String jcmd(long pid, String... command) throws IOException, InterruptedException {
        List<String> commandLine = new ArrayList<>(List.of(jcmd.toString(), Long.toString(pid)));
        commandLine.addAll(List.of(command));
        Process process =
                new ProcessBuilder(commandLine).redirectErrorStream(true).start();
        StringBuilder output = new StringBuilder();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            out.lines().forEach(line -> output.append(line).append('\n'));
        }
        if (process.waitFor() != 0) {
            throw new IOException(output.toString());
        }
        return output.toString();
    }

    /** Reports the changes in JVM memory since the warm-up by purpose, which shows the cause of growth. */
    private void reportNativeMemory(Map<String, Long> processes) throws IOException, InterruptedException {
        for (Map.Entry<String, Long> process : processes.entrySet()) {
            Matcher matcher =
                    MEMORY_CHANGE.matcher(jcmd(process.getValue(), "VM.native_memory", "summary.diff", "scale=KB"));
            StringBuilder line = new StringBuilder(process.getKey() + ", committed by the JVM since the warm-up:");
            while (matcher.find()) {
                line.append(' ').append(matcher.group(1).strip()).append(' ').append(matcher.group(3));
            }
            System.out.println(line);
        }
    }

    private boolean report() {
        boolean isSteady = true;
        System.out.printf(
                Locale.ROOT, "%-9s %-22s %10s %9s %10s%n", "process", "metric", "start", "growth", "per hour");
        for (Map.Entry<String, List<double[]>> process : samples.entrySet()) {
            for (Metric metric : Metric.values()) {
                List<Double> values = process.getValue().stream()
                        .map(sample -> sample[metric.ordinal()])
                        .toList();
                Trend trend = Trend.of(times, values);
                boolean grows = trend.grows(metric.minGrowth);
                System.out.println(values.stream()
                        .map(value -> String.format(Locale.ROOT, "%.1f", value))
                        .collect(Collectors.joining(" ", "  ", "")));
                System.out.printf(
                        "%-9s %-22s %s %s%n", process.getKey(), metric.label, trend, grows ? "GROWS" : "steady");
                isSteady &= !grows;
            }
        }
        return isSteady;
    }
}
