package dev.openllm.server.startup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.server.process.Conversation;
import dev.openllm.server.process.Homes;
import dev.openllm.server.process.Packaged;
import dev.openllm.server.process.ServerProcess;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

/**
 * Measures how fast the packaged server responds, alternately with and without its AOT cache: the time from the start
 * of the process to the reply to {@code initialize}, the time from that reply to the first streamed token of the first
 * chat, the resident memory after the chat, and the time from a cancellation until the provider's connection is closed.
 * The results are medians of ten rounds after one discarded round.
 *
 * <p>On two shared cores with nothing else running: 107–110 ms until {@code initialize}, 48 ms from there to the first
 * token, and 68–71 MB. Without the cache: 305–319 ms, 259–281 ms, and 84 MB.
 *
 * <p>{@code java -cp server/target/open-llm.jar server/src/test/java/dev/openllm/server/startup/StartupBenchmark.java
 * server/target}
 */
public final class StartupBenchmark {

    private static final int ROUNDS = 10;

    private StartupBenchmark() {}

    /**
     * The results of one start: times in milliseconds and memory in megabytes, or {@code NaN} if the system does not
     * report a value.
     */
    private record Round(
            double initialize,
            double initializeCpu,
            double firstToken,
            double cpu,
            double residentMegabytes,
            double cancel) {}

    /** Receives the median of a metric, measured with or without the cache. */
    public interface Report {
        void put(String metric, String variant, double value);
    }

    public static void main(String[] arguments) throws Exception {
        System.out.printf("Medians of %d starts, %s%n", ROUNDS, System.getProperty("os.name"));
        measure(
                Path.of(arguments[0]),
                ROUNDS,
                (metric, variant, value) -> System.out.printf("%-44s %-14s %10.1f%n", metric, variant, value));
    }

    /** Measures starts alternately with and without the cache. The first start of each kind is discarded. */
    public static void measure(Path target, int rounds, Report report) throws Exception {
        Packaged packaged = new Packaged(target.toAbsolutePath());
        Path home = Files.createTempDirectory("open-llm-benchmark");
        List<Round> cached = new ArrayList<>();
        List<Round> uncached = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            Round withCache = measure(packaged.serveCommand(packaged.cacheFlag()), home);
            Round withoutCache = measure(packaged.serveCommand(), home);
            if (round > 0) {
                cached.add(withCache);
                uncached.add(withoutCache);
            }
        }
        report(report, "with cache", cached);
        report(report, "without", uncached);
    }

    private static void report(Report report, String variant, List<Round> rounds) {
        report.put("process start to initialize, ms", variant, median(rounds, Round::initialize));
        report.put("CPU of it, ms", variant, median(rounds, Round::initializeCpu));
        report.put("from there to the first token, ms", variant, median(rounds, Round::firstToken));
        report.put("CPU until the end of the first chat, ms", variant, median(rounds, Round::cpu));
        report.put("resident memory after the first chat, MB", variant, median(rounds, Round::residentMegabytes));
        report.put("cancel to closed connection, ms", variant, median(rounds, Round::cancel));
    }

    private static Round measure(List<String> command, Path home) throws Exception {
        try (FakeProvider provider = PlayedModel.start()) {
            long startedAt = System.nanoTime();
            try (ServerProcess server = ServerProcess.start(command, Homes.environment(home))) {
                server.requestAndWait("initialize", Conversation.initialize(provider.uri()));
                long initializedAt = System.nanoTime();
                double initializeCpu = cpuMillis(server.process().pid());
                CompletableFuture<JsonNode> chat =
                        server.request("chat/start", Conversation.chat("Say something.", "first"));
                long firstToken = server.awaitNotification("$/progress").nanos();
                chat.get();
                double cpu = cpuMillis(server.process().pid());
                double resident = residentMegabytes(server.process().pid());
                double cancel = cancelLatency(server, provider);
                server.closeStdin();
                server.awaitExit();
                return new Round(
                        millis(initializedAt - startedAt),
                        initializeCpu,
                        millis(firstToken - initializedAt),
                        cpu,
                        resident,
                        cancel);
            }
        }
    }

    private static double cancelLatency(ServerProcess server, FakeProvider provider) throws Exception {
        provider.respondAt(
                "/v1/chat/completions",
                FakeAnswer.sse("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"endless\"}}]}")
                        .withStep(new FakeAnswer.Step.Hang()));
        long id = 1000;
        server.request(id, "chat/start", Conversation.chat("Go on for ever.", "endless"));
        while (!server.awaitNotification("$/progress")
                .params()
                .path("token")
                .asText()
                .equals("endless")) {
            // Events of the first chat can still be in the queue.
        }
        long canceledAt = System.nanoTime();
        server.notify("$/cancelRequest", Map.of("id", id));
        return millis(provider.awaitClosed() - canceledAt);
    }

    /** Returns the CPU time from the Linux {@code /proc} file system, in which the kernel counts in units of 10 ms. */
    private static double cpuMillis(long processId) throws IOException {
        Path stat = Path.of("/proc", Long.toString(processId), "stat");
        if (!Files.exists(stat)) {
            return Double.NaN;
        }
        String[] fields = Files.readString(stat).replaceFirst(".*\\) ", "").split(" ");
        return 10.0 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
    }

    /** Returns the resident memory from the Linux {@code /proc} file system. */
    private static double residentMegabytes(long processId) throws IOException {
        Path status = Path.of("/proc", Long.toString(processId), "status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> metric) {
        List<Double> sorted = rounds.stream()
                .map(metric::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
