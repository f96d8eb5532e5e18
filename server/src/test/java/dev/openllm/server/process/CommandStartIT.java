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

/** What {@code open-llm chat} loads before a model responds: nearly all of it from the AOT cache. */
class CommandStartIT {

    /** Measured: 70 to 100, most of them made by the JVM itself, such as pattern switches and lambda forms. */
    private static final int MOST_FROM_ELSEWHERE = 200;

    @TempDir
    Path home;

    @Test
    void aQuestionLoadsItsClassesFromTheCacheAndNoLineEditor() throws Exception {
        List<String> loaded = classesOf("chat", "-m", "local/small", "Hi");

        List<String> notCached = loaded.stream()
                .filter(line -> !line.contains("shared objects file"))
                .toList();
        List<String> ofTheJar = notCached.stream()
                .filter(line -> line.contains("source: file:"))
                .toList();
        assertTrue(notCached.size() < MOST_FROM_ELSEWHERE, () -> String.join("\n", notCached));
        assertTrue(ofTheJar.size() < 20, () -> String.join("\n", ofTheJar));
        assertEquals(
                List.of(),
                loaded.stream()
                        .filter(line -> line.contains("org.jline.") || line.contains("javax.net.ssl.SSLEngine"))
                        .toList());
    }

    private List<String> classesOf(String... arguments) throws Exception {
        Packaged packaged = Packaged.ofThisBuild();
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
            List<String> command = new ArrayList<>(packaged.serve(packaged.useCache(), "-Xlog:class+load:file=" + log));
            command.removeLast();
            command.removeLast();
            command.addAll(List.of(arguments));
            ProcessBuilder process = new ProcessBuilder(command).directory(home.toFile());
            process.environment().putAll(Homes.environment(home));
            Process started = process.redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            assertEquals("Hello\n", new String(started.getInputStream().readAllBytes()));
            assertEquals(0, started.waitFor());
        }
        return Files.readAllLines(log);
    }
}
