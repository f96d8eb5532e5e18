package dev.openllm.server.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the gateway costs: the same requests to a provider on loopback, directly and through a gateway in a process
 * of its own, in one run; and through a relay that only passes on bytes, the least that anything between can cost on
 * the machine. The load generator and the provider share the machine with it. Run by hand, with the folder
 * of the packaged program, which is started as a user starts it, and the host name by which it reaches the provider:
 * a local server is always asked for a stream, so only a name such as {@code provider.test}, which {@code /etc/hosts}
 * maps to 127.0.0.1, shows what an unstreamed request costs.
 *
 * <p>{@code java -cp server/target/test-classes:server/target/open-llm.jar
 * dev.openllm.server.gateway.GatewayBenchmark server/target} takes a minute and a half. Medians of four runs on two
 * shared cores, as the difference to the direct request: complete response 0.42 ms (99th percentile 3.0 ms), first
 * chunk 1.5 ms, each chunk 0.18 ms (a relay: 0.09 ms), longest gap between two chunks of 512 streams 80 ms instead of
 * 35 ms, 4,300 requests per second instead of 31,000, 148 MB afterwards. On faster cores: 0.26 ms, 0.65 ms, 0.15 ms,
 * and 10,900 requests per second instead of 52,000.
 *
 * <p>What makes it quick: plain sockets read and written by the thread of the request; platform threads while few
 * responses run at once ({@code ResponseExecutor}); chunks that differ from the one before in their text alone are
 * neither parsed nor built anew ({@code RepeatedChunk}, {@code RepeatedEvent}); results derived from configuration,
 * model lists and catalog are stored until one of them changes; {@code open-llm.gateway.flags} sizes the young
 * generation for 512 streams and selects the optimizing compiler.
 *
 * <p>What did not help: responding on the thread that reads the request (slower under load), other garbage collectors
 * or a larger young generation (equally long gaps, more memory), the C1 compiler alone (a third fewer requests per
 * second), an AOT cache trained by the gateway's own work (the same after five seconds).
 */
final class GatewayBenchmark {

    private static final String TOKEN = "benchmark";
    private static final int WARM_UP = 3_000;
    private static final int WARM_UPS = 2;
    private static final int WARM_UP_STREAMS = 256;
    private static final int ROUNDS = 10;
    /** In one round. */
    private static final int REQUESTS = 500;

    private static final int PARALLEL_STREAMS = 512;
    private static final int CONNECTIONS = 32;
    private static final long LOAD_NANOS = 5_000_000_000L;

    private GatewayBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Files.createTempDirectory("open-llm-benchmark");
        Path program =
                Path.of(arguments.length > 0 ? arguments[0] : "server/target").resolve("open-llm");
        String host = arguments.length > 1 ? arguments[1] : "127.0.0.1";
        try (BenchmarkProvider provider = new BenchmarkProvider();
                BenchmarkRelay relay = new BenchmarkRelay(provider.port())) {
            Process gateway = startGateway(program, home, host + ":" + provider.port());
            try {
                Target direct = new Target("direct", provider.port(), "");
                Target relayed = new Target("relay", relay.port(), "");
                Target through = new Target("gateway", portOf(gateway), "local/");
                for (int i = 0; i < WARM_UPS; i++) {
                    warmUp(direct, LOAD_NANOS / 4);
                    ask(relayed, WARM_UP);
                    warmUp(through, LOAD_NANOS);
                }
                System.out.printf("%-34s %10s %10s %10s %10s%n", "", "direct", "gateway", "difference", "of a relay");
                answers(List.of(direct, through, relayed));
                streams(List.of(direct, through, relayed));
                streamsAtOnce(direct, through);
                double directRate = load(direct, LOAD_NANOS);
                Duration before = processorTime(gateway);
                double gatewayRate = load(through, LOAD_NANOS);
                Duration spent = processorTime(gateway).minus(before);
                System.out.printf(
                        "%-34s %10.0f %10.0f%n",
                        "requests a second, " + CONNECTIONS + " connections", directRate, gatewayRate);
                System.out.printf(
                        "%-34s %10s %10.0f%n",
                        "processor time a request, us", "", spent.toNanos() / 1e3 / (gatewayRate * LOAD_NANOS / 1e9));
                System.out.printf("%-34s %10s %10d%n", "resident memory, MB", "", residentMegabytes(gateway));
            } finally {
                gateway.destroy();
            }
        }
    }

    private record Target(String name, int port, String prefix) {
        BenchmarkClient connect() throws IOException {
            return new BenchmarkClient(port, TOKEN, prefix);
        }
    }

    private static void warmUp(Target target, long nanos) throws Exception {
        ask(target, WARM_UP);
        load(target, nanos);
        parallelStreams(target, WARM_UP_STREAMS);
    }

    /** The ways take turns, so that what else happens on the machine meets all of them. */
    private static void answers(List<Target> targets) throws IOException {
        List<List<Long>> nanos = new ArrayList<>();
        targets.forEach(target -> nanos.add(new ArrayList<>()));
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < targets.size(); i++) {
                nanos.get(i).addAll(ask(targets.get(i), REQUESTS));
            }
        }
        row("complete response, median ms", nanos, 50);
        row("complete response, 99th percentile ms", nanos, 99);
    }

    private static List<Long> ask(Target target, int times) throws IOException {
        List<Long> nanos = new ArrayList<>(times);
        try (BenchmarkClient client = target.connect()) {
            for (int i = 0; i < times; i++) {
                nanos.add(client.ask());
            }
        }
        return nanos;
    }

    private static void streams(List<Target> targets) throws IOException {
        List<List<Long>> firsts = new ArrayList<>();
        List<List<Long>> delays = new ArrayList<>();
        List<BenchmarkClient> clients = new ArrayList<>();
        for (Target target : targets) {
            firsts.add(new ArrayList<>());
            delays.add(new ArrayList<>());
            clients.add(target.connect());
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < clients.size(); i++) {
                BenchmarkClient.Stream stream = clients.get(i).stream();
                firsts.get(i).add(stream.firstNanos());
                delays.get(i).addAll(stream.delays());
            }
        }
        for (BenchmarkClient client : clients) {
            client.close();
        }
        row("first chunk, median ms", firsts, 50);
        row("each chunk, median ms", delays, 50);
    }

    private static void streamsAtOnce(Target direct, Target through) throws Exception {
        BenchmarkStreams.Result straight = parallelStreams(direct, PARALLEL_STREAMS);
        BenchmarkStreams.Result gateway = parallelStreams(through, PARALLEL_STREAMS);
        String name = PARALLEL_STREAMS + " streams, ";
        row(name + "chunk, median ms", percentile(straight.delays(), 50), percentile(gateway.delays(), 50));
        row(name + "chunk, worst ms", percentile(straight.delays(), 100), percentile(gateway.delays(), 100));
        row(name + "longest gap ms", straight.longestGap() / 1e6, gateway.longestGap() / 1e6);
        row(name + "gap once all run ms", straight.longestGapOfAll() / 1e6, gateway.longestGapOfAll() / 1e6);
        System.out.printf(
                "%-34s %10d %10d%n",
                "chunks of " + PARALLEL_STREAMS * BenchmarkProvider.CHUNKS + " that arrived",
                straight.delays().size(),
                gateway.delays().size());
    }

    private static BenchmarkStreams.Result parallelStreams(Target target, int count) throws IOException {
        byte[] request = BenchmarkClient.streamRequest(target.port(), TOKEN, target.prefix());
        return BenchmarkStreams.run(target.port(), request, count);
    }

    /** @return answers a second */
    private static double load(Target target, long nanos) throws Exception {
        AtomicLong answers = new AtomicLong();
        long end = System.nanoTime() + nanos;
        List<Callable<Void>> clients = Collections.nCopies(CONNECTIONS, () -> {
            try (BenchmarkClient client = target.connect()) {
                while (System.nanoTime() < end) {
                    client.ask();
                    answers.incrementAndGet();
                }
            }
            return null;
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> client : threads.invokeAll(clients)) {
                client.get();
            }
        }
        return answers.get() / (nanos / 1e9);
    }

    private static double percentile(List<Long> nanos, int percent) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100)) / 1e6;
    }

    /** @param nanos direct, through the gateway, and through a relay */
    private static void row(String name, List<List<Long>> nanos, int percent) {
        double direct = percentile(nanos.get(0), percent);
        double gateway = percentile(nanos.get(1), percent);
        double relay = percentile(nanos.get(2), percent);
        System.out.printf(
                "%-34s %10.3f %10.3f %10.3f %10.3f%n", name, direct, gateway, gateway - direct, relay - direct);
    }

    private static void row(String name, double direct, double gateway) {
        System.out.printf("%-34s %10.3f %10.3f %10.3f%n", name, direct, gateway, gateway - direct);
    }

    private static Process startGateway(Path program, Path home, String provider) throws IOException {
        Path config = Files.createDirectories(home.resolve("openllm")).resolve("config.yaml");
        Files.writeString(
                config,
                "providers:\n  - name: local\n    dialect: openai-chat\n    api_base: http://" + provider
                        + "/v1\n    models:\n"
                        + "      - id: quick\n        output_tokens: 4096\n      - id: slow\n");
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "gateway", "--port", "0");
        builder.environment().put("XDG_CONFIG_HOME", home.toString());
        builder.environment().put("OPENLLM_GATEWAY_TOKEN", TOKEN);
        return builder.start();
    }

    private static int portOf(Process gateway) throws IOException {
        BufferedReader lines = gateway.errorReader();
        String first = lines.readLine();
        Thread.ofVirtual().start(() -> lines.lines().forEach(System.err::println));
        return Integer.parseInt(first.replaceAll(".*:(\\d+)/v1$", "$1"));
    }

    private static Duration processorTime(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static long residentMegabytes(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc", "" + process.pid(), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
