package dev.openllm.server.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.process.Packaged;
import dev.openllm.server.startup.StartupBenchmark;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures the cost of the packaged program from the outside: startup, JSON-RPC over stdio and over a WebSocket, and
 * the gateway. The gateway is compared with direct requests, with a relay that only forwards bytes (the minimum cost of
 * any intermediary on the machine), and with other gateways. The alternatives, called legs, are measured alternately
 * within one run. The mock provider, the load generator, and the measured programs share the machine. CPU times are
 * therefore easier to compare between machines than other times; they are what the kernel reports for the process tree.
 *
 * <p>{@code java -cp server/target/test-classes:server/target/open-llm.jar dev.openllm.server.benchmark.Benchmark
 * server/target} takes about four minutes and prints tables in Markdown. The same results are written to {@code
 * benchmark.json} and {@code benchmark.md} in the specified folder. Options: {@code --quick} (40 seconds), {@code
 * --only start,rpc,gateway,matrix}, {@code --peer litellm=PROGRAM}, {@code --peer gomodel=PROGRAM}, {@code --peer
 * portkey=FOLDER} (the folder where {@code npm install @portkey-ai/gateway} was run), and {@code --out FOLDER}. A peer
 * that fails in a scenario has no value in the rows of that scenario, and the failure is printed.
 *
 * <p>What makes the gateway fast: The thread of a request reads and writes plain sockets. While few responses are in
 * progress, platform threads are used ({@code ResponseExecutor}). A chunk that differs from the previous one only in
 * its text is neither parsed nor rebuilt ({@code RepeatedChunk}, {@code RepeatedEvent}). Results that are derived from
 * the configuration, the model lists, and the catalog are cached until one of these changes. {@code
 * open-llm.gateway.flags} sizes the young generation for 512 streams and selects the optimizing compiler, with
 * thresholds between those for startup and the JVM defaults.
 *
 * <p>What did not help: responding on the thread that reads the request (slower under load), other garbage collectors
 * or a larger young generation (equally long gaps, more memory), and the C1 compiler alone (warm after 4 s instead of
 * 40 s, but then at twice the CPU time).
 */
public final class Benchmark {

    private static final int START_ROUNDS = 7;

    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Programs programs;
    private final Options options;

    private Benchmark(Programs programs, Options options) {
        this.programs = programs;
        this.options = options;
    }

    private record Options(Path target, Path out, List<String> selected, Map<String, String> peers, double scale) {

        static Options of(String[] arguments) {
            Path target = Path.of("server/target");
            Path out = null;
            List<String> selected = List.of("start", "rpc", "gateway", "matrix");
            Map<String, String> peers = new LinkedHashMap<>();
            double scale = 1;
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--quick" -> scale = 0.2;
                    case "--only" -> selected = List.of(arguments[++i].split(","));
                    case "--out" -> out = Path.of(arguments[++i]);
                    case "--peer" -> {
                        String[] peer = arguments[++i].split("=", 2);
                        peers.put(peer[0], peer.length > 1 ? peer[1] : peer[0]);
                    }
                    default -> target = Path.of(arguments[i]);
                }
            }
            return new Options(target.toAbsolutePath(), out == null ? target : out, selected, peers, scale);
        }

        boolean includes(String part) {
            return selected.contains(part);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        Path home = Files.createTempDirectory("open-llm-benchmark");
        double loadBefore = systemLoad();
        long start = System.nanoTime();
        try (MockProvider provider = new MockProvider()) {
            Benchmark benchmark =
                    new Benchmark(new Programs(new Packaged(options.target()), home, provider.port()), options);
            benchmark.programs.writeConfig();
            benchmark.run(provider.port());
            benchmark.writeReport(loadBefore, (System.nanoTime() - start) / 1e9);
        } finally {
            deleteRecursively(home);
        }
        System.exit(0);
    }

    private void run(int providerPort) throws Exception {
        if (options.includes("start")) {
            StartupBenchmark.measure(
                    options.target(), options.scale() < 1 ? 3 : START_ROUNDS, table("Start", List.of())::put);
            measureColdStarts(table("Cold start of the gateway to its first response", List.of()));
        }
        if (options.includes("rpc")) {
            new RpcScenarios(programs, table("JSON-RPC", List.of("stdio", "WebSocket")), options.scale()).run();
        }
        if (!options.includes("gateway") && !options.includes("matrix")) {
            return;
        }
        List<Leg> legs =
                new ArrayList<>(List.of(Leg.direct(providerPort), programs.startRelay(), programs.startGateway()));
        try {
            for (Map.Entry<String, String> peer : options.peers().entrySet()) {
                legs.add(startPeer(peer.getKey(), peer.getValue()));
            }
            List<String> names = legs.stream().map(Leg::name).toList();
            if (options.includes("gateway")) {
                new GatewayScenarios(legs, table("Gateway", names), options.scale()).run();
            }
            if (options.includes("matrix")) {
                List<String> columns = List.of("added p50, ms", "added p99, ms", "CPU, µs");
                new GatewayScenarios(legs, table("API of the client → of the provider", columns), options.scale())
                        .measureMatrix();
            }
        } finally {
            legs.forEach(Leg::close);
        }
    }

    private Leg startPeer(String name, String location) throws IOException {
        return switch (name) {
            case "litellm" -> programs.startLiteLlm(location);
            case "portkey" -> programs.startPortkey(location);
            case "gomodel" -> programs.startGoModel(location);
            default ->
                throw new IllegalArgumentException("Known peers are litellm, portkey, and gomodel, not " + name + ".");
        };
    }

    private Table table(String name, List<String> columns) {
        return tables.computeIfAbsent(name, unused -> new Table(columns));
    }

    /**
     * Measures the time from the start of the process to the end of the first response, alternating between the
     * gateways.
     */
    private void measureColdStarts(Table table) throws Exception {
        Map<String, List<double[]>> starts = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(List.of("open-llm"));
        names.addAll(options.peers().keySet());
        for (int round = 0; round < (options.scale() < 1 ? 2 : START_ROUNDS); round++) {
            for (String name : names) {
                if (name.equals("litellm") && round > 0) {
                    continue; // takes half a minute
                }
                long start = System.nanoTime();
                try (Leg leg = name.equals("open-llm")
                                ? programs.startGateway()
                                : startPeer(name, options.peers().get(name));
                        LoadClient client = leg.connect()) {
                    double listeningMs = (System.nanoTime() - start) / 1e6;
                    client.send(leg.request(Api.CHAT, "quick", false));
                    ProcessTree tree = leg.process().orElseThrow();
                    starts.computeIfAbsent(leg.name(), unused -> new ArrayList<>())
                            .add(new double[] {
                                listeningMs,
                                (System.nanoTime() - start) / 1e6,
                                tree.cpuMicros() / 1e3,
                                tree.residentMegabytes()
                            });
                }
            }
        }
        String[] rows = {"listening, ms", "first response, ms", "CPU, ms", "resident memory, MB"};
        starts.forEach((name, rounds) -> {
            for (int i = 0; i < rows.length; i++) {
                int row = i;
                double[] sorted = rounds.stream()
                        .mapToDouble(values -> values[row])
                        .sorted()
                        .toArray();
                table.put(rows[i], name, sorted[sorted.length / 2]);
            }
        });
    }

    private void writeReport(double loadBefore, double seconds) throws IOException {
        ObjectNode json = Wire.JSON.createObjectNode();
        json.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("loadBefore", loadBefore)
                .put("loadAfter", systemLoad())
                .put("seconds", Math.round(seconds));
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, %d processors, load average %.2f before and %.2f after %.0f s%n",
                json.path("time").asText(),
                json.path("processors").asInt(),
                loadBefore,
                systemLoad(),
                seconds));
        tables.forEach((name, table) -> {
            json.set(name, table.toJson());
            text.append("\n### ").append(name).append("\n\n").append(table.toMarkdown());
        });
        Files.createDirectories(options.out());
        Files.writeString(options.out().resolve("benchmark.json"), json.toPrettyString() + "\n");
        Files.writeString(options.out().resolve("benchmark.md"), text);
        System.out.print(text);
    }

    private static double systemLoad() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static void deleteRecursively(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
