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

    private static final int MEASURES = 30;
    private static final double WARM_UP = 0.5;
    private static final Pattern USED = Pattern.compile("total\\s+\\d+K, used (\\d+)K");
    private static final Pattern GENERATION =
            Pattern.compile("total .*\\[0x([0-9a-f]+), 0x[0-9a-f]+, 0x([0-9a-f]+)\\)");
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-[0-9a-f]+ ");
    /** Enables the statistics of memory by purpose that {@link #reportNativeMemory} reports. */
    private static final String TRACKING = "-XX:NativeMemoryTracking=summary";

    private static final Pattern CHANGED =
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
        private final double matters;

        Metric(String label, double matters) {
            this.label = label;
            this.matters = matters;
        }
    }

    private final Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private final Map<String, List<double[]>> samples = new java.util.LinkedHashMap<>();
    private final List<Double> times = new ArrayList<>();

    private Soak() {}

    public static void main(String[] arguments) throws Exception {
        double minutes = Double.parseDouble(arguments[0]);
        double rate = Double.parseDouble(arguments[1]);
        boolean steady = false;
        try {
            steady = new Soak().run(minutes, rate);
        } catch (Exception | AssertionError broken) {
            broken.printStackTrace();
        }
        System.exit(steady ? 0 : 1); // Ends the process even if a client is still waiting.
    }

    private boolean run(double minutes, double rate) throws Exception {
        Path home = Files.createTempDirectory("open-llm-soak");
        Packaged packaged = Packaged.ofThisBuild();
        try (FakeProvider provider = FakeProvider.start()) {
            SoakProvider.play(provider);
            SoakGateway.writeConfig(home, provider.uri(), 0);
            Map<String, String> environment = Map.of("OPENLLM_GATEWAY_TOKEN", TOKEN, "JAVA_TOOL_OPTIONS", TRACKING);
            try (ServerProcess server = ServerProcess.start(
                            packaged.serve(TRACKING, packaged.useCache()), Homes.environment(home.resolve("editor")));
                    GatewayRun gateway = GatewayRun.start(packaged.launcher(), home, environment)) {
                SoakStdio stdio = new SoakStdio(server, provider.uri());
                SoakGateway http = new SoakGateway(gateway, home, provider.uri(), TOKEN);
                Map<String, Long> processes = Map.of(
                        "stdio",
                        server.process().pid(),
                        "gateway",
                        gateway.process().pid());
                SoakTraffic traffic = new SoakTraffic(List.of(stdio, http), rate);
                measureAll(traffic, processes, minutes);
                traffic.close();
                System.out.println(traffic.summary());
                reportNativeMemory(processes);
                return report() & traffic.isSound();
            }
        }
    }

    private void measureAll(SoakTraffic traffic, Map<String, Long> processes, double minutes) throws Exception {
        long start = System.nanoTime();
        double warmUp = minutes * WARM_UP;
        for (int i = 0; i <= MEASURES; i++) {
            // Even if a measurement takes long on a busy machine, the duration of the following traffic is unchanged.
            double slice = i == 0 ? warmUp : (minutes - warmUp) / MEASURES;
            traffic.runUntil(System.nanoTime() + (long) (slice * 60e9));
            times.add((System.nanoTime() - start) / 3600e9);
            for (Map.Entry<String, Long> process : processes.entrySet()) {
                samples.computeIfAbsent(process.getKey(), none -> new ArrayList<>())
                        .add(measured(process.getValue()));
                if (i == 0) {
                    jcmd(process.getValue(), "VM.native_memory", "baseline");
                }
            }
        }
    }

    private double[] measured(long pid) throws IOException, InterruptedException {
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
        int found = 0;
        for (Matcher used = USED.matcher(info); used.find(); found++) {
            sum += Double.parseDouble(used.group(1));
        }
        if (found == 0) {
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
                String[] words = line.split("\\s+");
                status.put(words[0].replace(":", ""), Double.parseDouble(words[1]));
            }
        }
        return status;
    }

    private String jcmd(long pid, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(jcmd.toString(), Long.toString(pid)));
        words.addAll(List.of(command));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        StringBuilder printed = new StringBuilder();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            out.lines().forEach(line -> printed.append(line).append('\n'));
        }
        if (process.waitFor() != 0) {
            throw new IOException(printed.toString());
        }
        return printed.toString();
    }

    /** Reports the changes in JVM memory since the warm-up by purpose, which shows the cause of growth. */
    private void reportNativeMemory(Map<String, Long> processes) throws IOException, InterruptedException {
        for (Map.Entry<String, Long> process : processes.entrySet()) {
            Matcher changed = CHANGED.matcher(jcmd(process.getValue(), "VM.native_memory", "summary.diff", "scale=KB"));
            StringBuilder line = new StringBuilder(process.getKey() + ", committed by the JVM since the warm-up:");
            while (changed.find()) {
                line.append(' ').append(changed.group(1).strip()).append(' ').append(changed.group(3));
            }
            System.out.println(line);
        }
    }

    private boolean report() {
        boolean steady = true;
        System.out.printf(
                Locale.ROOT, "%-9s %-22s %10s %9s %10s%n", "process", "metric", "start", "growth", "per hour");
        for (Map.Entry<String, List<double[]>> process : samples.entrySet()) {
            for (Metric metric : Metric.values()) {
                List<Double> values = process.getValue().stream()
                        .map(sample -> sample[metric.ordinal()])
                        .toList();
                Trend trend = Trend.of(times, values);
                boolean grows = trend.grows(metric.matters);
                System.out.println(values.stream()
                        .map(value -> String.format(Locale.ROOT, "%.1f", value))
                        .collect(Collectors.joining(" ", "  ", "")));
                System.out.printf(
                        "%-9s %-22s %s %s%n", process.getKey(), metric.label, trend, grows ? "GROWS" : "steady");
                steady &= !grows;
            }
        }
        return steady;
    }
}
