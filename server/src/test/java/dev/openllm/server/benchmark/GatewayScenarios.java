package dev.openllm.server.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Sends the same requests to every leg, alternating between the legs so that other activity on the machine affects all
 * of them equally.
 *
 * @param scale the factor for the durations: 1 for a normal run, or less for a quick check
 */
record GatewayScenarios(List<Leg> legs, Table table, double scale) {

    private static final int ROUNDS = 10;
    private static final int PARALLEL_STREAMS = 512;
    private static final int HISTORY_BYTES = 2 << 20;
    private static final int TOOLS = 128;

    /** If a round takes less than this fraction of the time of the previous round, the leg is still warming up. */
    private static final double WARM_UP_RATIO = 0.93;

    private static final int MAX_WARM_UPS = 12;

    void run() throws Exception {
        for (Leg leg : supportedLegs("warm-up", leg -> leg.request(Api.CHAT, "quick", true))) {
            warmUp(leg);
        }
        for (String model : List.of("quick", "quick-whole")) {
            String name = model.equals("quick") ? "unstreamed" : "unstreamed, provider too";
            measureRequests(name + ", c=1", Api.CHAT, model, 150);
            runLoad(name + ", c=64", model, false, 64);
        }
        measurePacedStreams();
        for (int connections : List.of(1, 8, 64)) {
            runLoad("burst, c=" + connections, "quick", true, connections);
        }
        measureParallelStreams();
        measureLargeRequests();
        measureMemory();
    }

    /**
     * Measures each client API in combination with each provider API. The direct leg sends the request to a provider of
     * the client API.
     */
    void measureMatrix() throws Exception {
        Leg direct = legs.getFirst();
        Leg gateway = legs.stream()
                .filter(leg -> leg.name().equals("open-llm"))
                .findFirst()
                .orElseThrow();
        for (Api client : Api.values()) {
            for (Api provider : Api.values()) {
                for (boolean stream : new boolean[] {false, true}) {
                    Map<Leg, byte[]> requests = new LinkedHashMap<>();
                    requests.put(direct, direct.request(client, "quick", stream));
                    Leg gatewayLeg = gateway.forProvider(provider);
                    requests.put(gatewayLeg, gatewayLeg.request(client, "quick", stream));
                    Map<Leg, Samples> times = measureAlternately(requests, scaledCount(20), 5);
                    String row = client.label() + " → " + provider.label() + (stream ? ", streamed" : ", unstreamed");
                    double directP50 = times.get(direct).percentile(50);
                    table.put(row, "added p50, ms", times.get(gatewayLeg).percentile(50) - directP50);
                    table.put(
                            row,
                            "added p99, ms",
                            times.get(gatewayLeg).percentile(99)
                                    - times.get(direct).percentile(99));
                    table.put(row, "CPU, µs", cpuPerRequest(gatewayLeg, requests.get(gatewayLeg), scaledCount(150)));
                }
            }
        }
    }

    /**
     * Sends load until the CPU time per request stops decreasing, for about a minute at most, so that the JVM compilers
     * have seen the measured code. The first seconds are reported in a separate row because a rarely used gateway never
     * gets beyond them.
     */
    private void warmUp(Leg leg) throws Exception {
        double previousMicros = Double.MAX_VALUE;
        for (int round = 0; round < MAX_WARM_UPS; round++) {
            double micros = 0;
            for (boolean stream : new boolean[] {false, true}) {
                micros += warmUp(leg, leg.request(Api.CHAT, "quick", stream), scaledNanos(2));
            }
            micros += warmUp(leg, leg.request(Api.CHAT, "quick-whole", false), scaledNanos(1));
            if (round == 0) {
                table.put("first 5 s of load: CPU per request, µs", leg.name(), micros / 3);
            }
            if (leg.process().isEmpty() || micros > previousMicros * WARM_UP_RATIO) {
                break;
            }
            previousMicros = micros;
        }
        ParallelStreams.run(
                leg.port(), leg.request(Api.CHAT, "slow", true), leg.name().equals("LiteLLM") ? 32 : 256);
    }

    /**
     * Sends warm-up load.
     *
     * @return the CPU time per request, in microseconds
     */
    private static double warmUp(Leg leg, byte[] request, long nanos) throws Exception {
        Load load = runLoad(leg, request, 32, nanos);
        return load.cpuMicros() / load.requests();
    }

    /**
     * Returns the legs that respond to a request. A peer that fails in a scenario takes no part in it. Any other failure
     * ends the benchmark.
     */
    private List<Leg> supportedLegs(String scenario, Function<Leg, byte[]> request) throws IOException {
        List<Leg> supported = new ArrayList<>();
        for (Leg leg : legs) {
            try (LoadClient client = leg.connect()) {
                client.send(request.apply(leg));
                supported.add(leg);
            } catch (IOException | NumberFormatException failed) {
                if (!leg.isPeer()) {
                    throw failed;
                }
                System.err.printf("%s fails in \"%s\": %s%n", leg.name(), scenario, failed);
            }
        }
        return supported;
    }

    private int scaledCount(int fullCount) {
        return (int) Math.max(5, fullCount * scale);
    }

    private long scaledNanos(double fullSeconds) {
        return (long) (fullSeconds * scale * 1e9);
    }

    /** Sends requests, alternating between the legs. */
    private static Map<Leg, Samples> measureAlternately(Map<Leg, byte[]> requests, int count, int rounds)
            throws IOException {
        Map<Leg, Samples> times = new LinkedHashMap<>();
        Map<Leg, LoadClient> clients = new LinkedHashMap<>();
        try {
            for (int round = -1; round < rounds; round++) {
                for (Map.Entry<Leg, byte[]> request : requests.entrySet()) {
                    if (round < 0) { // servers may close connections that are idle for long
                        clients.put(request.getKey(), request.getKey().connect());
                        times.put(request.getKey(), new Samples());
                    }
                    LoadClient client = clients.get(request.getKey());
                    for (int i = 0; i < count; i++) {
                        long nanos = client.send(request.getValue(), new Samples(), new Samples());
                        if (round >= 0) {
                            times.get(request.getKey()).add(nanos);
                        }
                    }
                }
            }
        } finally {
            for (LoadClient client : clients.values()) {
                client.close();
            }
        }
        return times;
    }

    private static double cpuPerRequest(Leg leg, byte[] request, int count) throws IOException {
        double cpuBefore = leg.cpuMicros();
        try (LoadClient client = leg.connect()) {
            for (int i = 0; i < count; i++) {
                client.send(request);
            }
        }
        return (leg.cpuMicros() - cpuBefore) / count;
    }

    private void measureRequests(String name, Api api, String model, int fullCount) throws IOException {
        Map<Leg, byte[]> requests = new LinkedHashMap<>();
        supportedLegs(name, leg -> leg.request(api, model, false))
                .forEach(leg -> requests.put(leg, leg.request(api, model, false)));
        putPercentiles(name, measureAlternately(requests, scaledCount(fullCount), ROUNDS));
    }

    /** Reports the absolute times of the direct leg, and for each other leg the difference from the direct leg. */
    private void putPercentiles(String name, Map<Leg, Samples> times) {
        Samples direct = times.get(legs.getFirst());
        for (int percent : new int[] {50, 90, 99}) {
            times.forEach((leg, samples) -> {
                double baseline = leg == legs.getFirst() ? 0 : direct.percentile(percent);
                table.put(name + ": added p" + percent + ", ms", leg.name(), samples.percentile(percent) - baseline);
            });
        }
    }

    private record Load(long requests, double seconds, double cpuMicros) {}

    private void runLoad(String name, String model, boolean stream, int connections) throws Exception {
        Map<Leg, List<Load>> loads = new LinkedHashMap<>();
        List<Leg> supported = supportedLegs(name, leg -> leg.request(Api.CHAT, model, stream));
        for (int round = 0; round < 3; round++) {
            for (Leg leg : supported) {
                loads.computeIfAbsent(leg, unused -> new ArrayList<>())
                        .add(runLoad(leg, leg.request(Api.CHAT, model, stream), connections, scaledNanos(1)));
            }
        }
        loads.forEach((leg, rounds) -> {
            double requests = rounds.stream().mapToLong(Load::requests).sum();
            double seconds = rounds.stream().mapToDouble(Load::seconds).sum();
            double micros = rounds.stream().mapToDouble(Load::cpuMicros).sum();
            table.put(name + ": requests/s", leg.name(), requests / seconds);
            table.put(name + ": CPU per request, µs", leg.name(), micros / requests);
            if (stream) {
                table.put(name + ": CPU per chunk, µs", leg.name(), micros / requests / Api.CHUNKS);
            }
        });
    }

    private static Load runLoad(Leg leg, byte[] request, int connections, long nanos) throws Exception {
        AtomicLong count = new AtomicLong();
        double cpuBefore = leg.cpuMicros();
        long start = System.nanoTime();
        List<Callable<Void>> clients = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            clients.add(() -> {
                try (LoadClient client = leg.connect()) {
                    do {
                        client.send(request);
                        count.incrementAndGet();
                    } while (System.nanoTime() - start < nanos);
                }
                return null;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> client : threads.invokeAll(clients)) {
                client.get();
            }
        }
        return new Load(count.get(), (System.nanoTime() - start) / 1e9, leg.cpuMicros() - cpuBefore);
    }

    /** Measures one stream with 5 ms between its chunks. */
    private void measurePacedStreams() throws IOException {
        Map<Leg, Samples> firstChunkTimes = new LinkedHashMap<>();
        Map<Leg, Samples> delays = new LinkedHashMap<>();
        List<Leg> supported = supportedLegs("stream", leg -> leg.request(Api.CHAT, "paced", true));
        for (int round = 0; round < scaledCount(12); round++) {
            for (Leg leg : supported) {
                try (LoadClient client = leg.connect()) {
                    client.send(
                            leg.request(Api.CHAT, "paced", true),
                            firstChunkTimes.computeIfAbsent(leg, unused -> new Samples()),
                            delays.computeIfAbsent(leg, unused -> new Samples()));
                }
            }
        }
        putPercentiles("stream, first chunk", firstChunkTimes);
        putPercentiles("stream, each chunk", delays);
    }

    private void measureParallelStreams() throws IOException {
        String name = PARALLEL_STREAMS + " streams: ";
        int rounds = scale < 1 ? 1 : 3;
        for (Leg leg : supportedLegs(name, leg -> leg.request(Api.CHAT, "slow", true))) {
            if (leg.name().equals("LiteLLM")) {
                continue; // takes minutes
            }
            Samples delays = new Samples();
            double longGaps = 0;
            double longestGapMs = 0;
            double cpuBefore = leg.cpuMicros();
            for (int round = 0; round < rounds; round++) {
                ParallelStreams.Result result =
                        ParallelStreams.run(leg.port(), leg.request(Api.CHAT, "slow", true), PARALLEL_STREAMS);
                delays.addAll(result.delays());
                longGaps += result.longGaps();
                longestGapMs = Math.max(longestGapMs, result.longestGap() / 1e6);
            }
            double chunks = (double) rounds * PARALLEL_STREAMS * Api.CHUNKS;
            table.put(name + "gaps over 40 ms", leg.name(), longGaps / rounds);
            table.put(name + "longest gap, ms", leg.name(), longestGapMs);
            table.put(name + "chunk p50, ms", leg.name(), delays.percentile(50));
            table.put(name + "chunk p99, ms", leg.name(), delays.percentile(99));
            table.put(name + "CPU per chunk, µs", leg.name(), (leg.cpuMicros() - cpuBefore) / chunks);
            table.put(name + "chunks lost", leg.name(), chunks - delays.size());
        }
    }

    private void measureLargeRequests() throws IOException {
        String content = "\"" + "An ordinary sentence, long. ".repeat(HISTORY_BYTES / 28) + "\"";
        StringBuilder tools = new StringBuilder("[");
        for (int i = 0; i < TOOLS; i++) {
            tools.append(i == 0 ? "" : ",")
                    .append("{\"type\":\"function\",\"function\":{\"name\":\"tool_")
                    .append(i)
                    .append("\",\"description\":\"Reads a file of the"
                            + " workspace.\",\"parameters\":{\"type\":\"object\",")
                    .append("\"properties\":{\"path\":{\"type\":\"string\"},\"line\":{\"type\":\"integer\"}},")
                    .append("\"required\":[\"path\"]}}}");
        }
        tools.append(']');
        Map<Leg, byte[]> requests = new LinkedHashMap<>();
        String name = "2 MB history and 128 tools";
        List<Leg> supported =
                supportedLegs(name, leg -> leg.request(Api.CHAT, "quick-whole", content, tools.toString()));
        supported.forEach(leg -> requests.put(leg, leg.request(Api.CHAT, "quick-whole", content, tools.toString())));
        putPercentiles(name, measureAlternately(requests, scaledCount(8), ROUNDS));
        for (Leg leg : supported) {
            table.put(
                    name + ": CPU per request, ms",
                    leg.name(),
                    cpuPerRequest(leg, requests.get(leg), scaledCount(40)) / 1e3);
        }
    }

    private void measureMemory() {
        for (Leg leg : legs) {
            leg.process().ifPresent(tree -> table.put("resident memory, peak, MB", leg.name(), tree.peakMegabytes()));
        }
    }
}
