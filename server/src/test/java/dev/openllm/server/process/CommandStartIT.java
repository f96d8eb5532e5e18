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
    private static final int MAX_UNCACHED_CLASSES = 70;

    private static final int MAX_UNCACHED_JAR_CLASSES = 5;

    @TempDir
    Path home;

    @Test
    void aPromptLoadsClassesFromTheCacheAndNoLineEditor() throws Exception {
        List<String> loaded = logLoadedClasses("chat", "-m", "local/small", "Hi");

        assertMostlyCached(loaded);
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
        Process gateway = processBuilder(log, "gateway", "--port", "0")
                .redirectErrorStream(true)
                .start();
        try {
            String firstLine = gateway.inputReader().readLine();
            assertTrue(firstLine != null && firstLine.contains("http://127.0.0.1:"), firstLine);

            List<String> loaded = Files.readAllLines(log);
            assertMostlyCached(loaded);
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

    private static void assertMostlyCached(List<String> log) {
        List<String> loaded =
                log.stream().filter(line -> line.contains(" source: ")).toList();
        List<String> uncached = loaded.stream()
                .filter(line -> !line.contains("shared objects file"))
                .toList();
        List<String> fromJar =
                uncached.stream().filter(line -> line.contains("source: file:")).toList();
        assertTrue(loaded.size() > 1_000, "the log is read: " + loaded.size());
        assertTrue(uncached.size() < MAX_UNCACHED_CLASSES, () -> String.join("\n", uncached));
        assertTrue(fromJar.size() < MAX_UNCACHED_JAR_CLASSES, () -> String.join("\n", fromJar));
        assertEquals(
                List.of(),
                uncached.stream().filter(line -> line.contains("$$TypeSwitch")).toList());
    }

    private ProcessBuilder processBuilder(Path log, String... arguments) throws Exception {
        Packaged packaged = Packaged.ofCurrentBuild();
        List<String> command = new ArrayList<>(
                packaged.serveCommand(packaged.cacheFlag(), "-Xlog:class+load,class+init=info:file=" + log));
        command.removeLast();
        command.removeLast();
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().putAll(Homes.environment(home));
        return builder;
    }

    private List<String> logLoadedClasses(String... arguments) throws Exception {
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
            Process process = processBuilder(log, arguments)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            assertEquals("Hello\n", new String(process.getInputStream().readAllBytes()));
            assertEquals(0, process.waitFor());
        }
        return Files.readAllLines(log);
    }
}
