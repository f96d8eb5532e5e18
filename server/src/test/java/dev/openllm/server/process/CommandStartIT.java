package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that {@code open-llm chat} and {@code open-llm gateway} load nearly all classes from the AOT cache when they
 * start.
 */
class CommandStartIT {

    /**
     * Measured: 43 classes for a chat and 29 for a gateway. The JVM itself generates most of them, such as annotation
     * classes.
     */
    private static final int MOST_FROM_ELSEWHERE = 70;

    private static final int MOST_OF_THE_JAR = 5;

    @TempDir
    Path home;

    @Test
    void aPromptLoadsClassesFromTheCacheAndNoLineEditor() throws Exception {
        List<String> loaded = classesOf("chat", "-m", "local/small", "Hi");

        assertNearlyAllAreCached(loaded);
        assertTrue(loaded.stream().anyMatch(line -> line.contains("Initializing 'picocli/")), "the parser is used");
        assertEquals(
                List.of(),
                loaded.stream()
                        .filter(line -> line.contains("org.jline.") || line.contains("javax.net.ssl.SSLEngine"))
                        .toList());
    }

    @Test
    void aGatewayListensWithoutTheCommandLineParser() throws Exception {
        Path log = home.resolve("classes.txt");
        Process gateway =
                process(log, "gateway", "--port", "0").redirectErrorStream(true).start();
        try {
            String first = gateway.inputReader().readLine();
            assertTrue(first != null && first.contains("http://127.0.0.1:"), first);

            List<String> loaded = Files.readAllLines(log);
            assertNearlyAllAreCached(loaded);
            assertEquals(
                    List.of(),
                    loaded.stream()
                            .filter(line -> line.contains("Initializing 'picocli/"))
                            .toList());
        } finally {
            gateway.destroy();
            gateway.waitFor();
        }
    }

    private static void assertNearlyAllAreCached(List<String> log) {
        List<String> loaded =
                log.stream().filter(line -> line.contains(" source: ")).toList();
        List<String> notCached = loaded.stream()
                .filter(line -> !line.contains("shared objects file"))
                .toList();
        List<String> ofTheJar = notCached.stream()
                .filter(line -> line.contains("source: file:"))
                .toList();
        assertTrue(loaded.size() > 1_000, "the log is read: " + loaded.size());
        assertTrue(notCached.size() < MOST_FROM_ELSEWHERE, () -> String.join("\n", notCached));
        assertTrue(ofTheJar.size() < MOST_OF_THE_JAR, () -> String.join("\n", ofTheJar));
        assertEquals(
                List.of(),
                notCached.stream().filter(line -> line.contains("$$TypeSwitch")).toList());
    }

    private ProcessBuilder process(Path log, String... arguments) throws Exception {
        Packaged packaged = Packaged.ofThisBuild();
        List<String> command =
                new ArrayList<>(packaged.serve(packaged.useCache(), "-Xlog:class+load,class+init=info:file=" + log));
        command.removeLast();
        command.removeLast();
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command).directory(home.toFile());
        process.environment().putAll(Homes.environment(home));
        return process;
    }

    private List<String> classesOf(String... arguments) throws Exception {
        Path log = home.resolve("classes.txt");
        try (FakeProvider provider = FakeProvider.start()
                .always(
                        "/v1/chat/completions",
                        request -> FakeAnswer.sse(
                                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}",
                                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
                                "[DONE]"))) {
            Path folder = Files.createDirectories(home.resolve("config/openllm"));
            Files.writeString(folder.resolve("config.yaml"), """
                providers:
                  - name: local
                    dialect: openai-chat
                    api_base: %s/v1
                    models: [small]
                """.formatted(provider.uri()));
            Process started = process(log, arguments)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            assertEquals("Hello\n", new String(started.getInputStream().readAllBytes()));
            assertEquals(0, started.waitFor());
        }
        return Files.readAllLines(log);
    }
}
