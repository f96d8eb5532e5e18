package dev.openllm.server.startup;

import dev.openllm.server.process.Homes;
import dev.openllm.server.process.Packaged;
import dev.openllm.server.testing.FakeProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures how soon {@code open-llm chat} prints the first word of a response, alternating with {@code llm} from PyPI,
 * if it is installed, and with the same command without the AOT cache. Also measures by how much a search of 10,000
 * stored messages prolongs {@code open-llm log}. The results are medians of ten rounds after one discarded round.
 *
 * <p>{@code java -cp server/target/open-llm.jar server/src/test/java/dev/openllm/server/startup/CommandBenchmark.java
 * server/target [PATH-OF-LLM]}
 */
public final class CommandBenchmark {

    private static final int ROUNDS = 10;
    private static final int CONVERSATIONS = 500;
    private static final int EXCHANGES = 10;

    private CommandBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Packaged packaged = new Packaged(Path.of(arguments[0]).toAbsolutePath());
        Path home = Files.createTempDirectory("open-llm-benchmark");
        try (FakeProvider provider = PlayedModel.start()) {
            configure(home, provider.uri() + "/v1");
            Map<String, List<String>> commands = new LinkedHashMap<>();
            commands.put("open-llm chat", List.of(packaged.launcher().toString(), "chat", "-m", "local/small", "Hi"));
            List<String> uncachedCommand = new ArrayList<>(packaged.serveCommand());
            uncachedCommand
                    .subList(uncachedCommand.size() - 2, uncachedCommand.size())
                    .clear();
            uncachedCommand.addAll(List.of("chat", "-m", "local/small", "Hi"));
            commands.put("open-llm chat, no cache", uncachedCommand);
            if (arguments.length > 1) {
                commands.put("llm", List.of(arguments[1], "-m", "small", "--key", "none", "Hi"));
            }
            commands.put("open-llm log", List.of(packaged.launcher().toString(), "log", "--json"));
            commands.put(
                    "open-llm log search",
                    List.of(packaged.launcher().toString(), "log", "search", "needle", "--json"));
            measure(commands, home);
        } finally {
            delete(home);
        }
    }

    private static void measure(Map<String, List<String>> commands, Path home) throws Exception {
        Map<String, List<Double>> firstByteTimes = new LinkedHashMap<>();
        Map<String, List<Double>> endTimes = new LinkedHashMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                ProcessBuilder builder = new ProcessBuilder(command.getValue()).directory(home.toFile());
                builder.environment().keySet().retainAll(List.of("PATH", "LANG"));
                builder.environment().putAll(Homes.environment(home));
                builder.redirectInput(
                        ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
                builder.redirectError(ProcessBuilder.Redirect.INHERIT);
                long startTime = System.nanoTime();
                Process process = builder.start();
                InputStream out = process.getInputStream();
                out.read();
                double firstByte = (System.nanoTime() - startTime) / 1e6;
                out.readAllBytes();
                int exitCode = process.waitFor();
                if (exitCode != 0) {
                    throw new IllegalStateException(command.getKey() + " ended with " + exitCode);
                }
                if (round > 0) {
                    firstByteTimes
                            .computeIfAbsent(command.getKey(), key -> new ArrayList<>())
                            .add(firstByte);
                    endTimes.computeIfAbsent(command.getKey(), key -> new ArrayList<>())
                            .add((System.nanoTime() - startTime) / 1e6);
                }
            }
        }
        System.out.printf("%-26s %12s %12s%n", "ms, median of " + ROUNDS, "first byte", "end");
        firstByteTimes.forEach((name, times) ->
                System.out.printf("%-26s %12.0f %12.0f%n", name, median(times), median(endTimes.get(name))));
    }

    private static void configure(Path home, String address) throws IOException {
        Path folder = Files.createDirectories(home.resolve("config/openllm"));
        Files.writeString(folder.resolve("config.yaml"), """
            providers:
              - name: local
                dialect: openai-chat
                api_base: %s
                models: [small]
            """.formatted(address));
        Path llm = Files.createDirectories(home.resolve("config/io.datasette.llm"));
        Files.writeString(llm.resolve("extra-openai-models.yaml"), """
            - model_id: small
              model_name: small
              api_base: %s
            """.formatted(address));
        Path conversations = Files.createDirectories(folder.resolve("conversations"));
        String filler = "An ordinary sentence about the weather, the sea and other subjects. ".repeat(5);
        for (int conversation = 0; conversation < CONVERSATIONS; conversation++) {
            StringBuilder lines = new StringBuilder();
            for (int exchange = 0; exchange < EXCHANGES; exchange++) {
                String text = conversation % 100 == 0 && exchange == 5 ? filler + "needle" : filler;
                lines.append("{\"id\":\"")
                        .append(exchange)
                        .append("\",\"time\":\"2026-11-29T10:15:00Z\",\"model\":")
                        .append(
                                "\"local/small\",\"messages\":[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"")
                        .append(text)
                        .append("\"}]},{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"text\":\"")
                        .append(filler)
                        .append("\"}]}]}\n");
            }
            Files.writeString(
                    conversations.resolve("20261129-%06d-00aa.jsonl".formatted(conversation)), lines.toString());
        }
    }

    private static double median(List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
