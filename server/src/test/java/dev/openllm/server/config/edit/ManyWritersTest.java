package dev.openllm.server.config.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.server.config.yaml.YamlPatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that four processes can change one file that contains many comments at the same time, even if some of them are
 * killed while they write.
 */
class ManyWritersTest {

    private static final int WRITERS = 4;
    private static final int ROUNDS = 2;
    private static final int EDITS = 30;
    private static final String INITIAL_TEXT = """
        # comment one
        default_model: a/b # comment two

        providers:
          # comment three
          - name: untouched # comment four
            api_base: 'http://localhost:1'   # comment five
            my_own: [1, 2] # comment six
        # comment seven
        """;

    @TempDir
    Path temp;

    /**
     * The edits that one writer reported.
     *
     * @param completed the completed edits
     * @param started the started edits
     */
    private record Report(Map<String, String> completed, Map<String, String> started) {}

    @Test
    void noCompletedWriteIsLostAndCommentsArePreserved() throws Exception {
        Path file = temp.resolve("config.yaml");
        Files.writeString(file, INITIAL_TEXT);
        Map<String, String> completed = new HashMap<>();
        Map<String, String> started = new HashMap<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Future<Report>> reports = new ArrayList<>();
                for (int writer = 0; writer < WRITERS; writer++) {
                    int number = writer;
                    int seed = round * WRITERS + writer;
                    boolean killed = writer % 2 == round % 2;
                    reports.add(executor.submit(() -> runWriter(file, number, seed, killed)));
                }
                for (Future<Report> report : reports) {
                    completed.putAll(report.get().completed());
                    started.putAll(report.get().started());
                }
                assertNoEditLost(file, completed, started);
            }
        }
    }

    private static void assertNoEditLost(Path file, Map<String, String> completed, Map<String, String> started)
            throws Exception {
        String text = Files.readString(file);
        JsonNode providers = YamlPatch.read(text).path("providers");
        completed.forEach((path, value) -> {
            String actual = findValue(providers, path.split("/"));
            assertTrue(
                    actual.equals(value) || actual.equals(started.get(path)),
                    () -> path + " is " + actual + " and not " + value + " or " + started.get(path) + " in\n" + text);
        });
        INITIAL_TEXT
                .lines()
                .forEach(line -> assertTrue(text.contains(line), () -> "'" + line + "' is gone from\n" + text));
        try (Stream<Path> files = Files.list(file.getParent())) {
            long unfinished =
                    files.filter(entry -> entry.toString().endsWith(".tmp")).count();
            assertTrue(unfinished <= WRITERS * ROUNDS, "only kills may leave unfinished files");
        }
        assertEquals(1, text.split("name: untouched", -1).length - 1);
    }

    private static String findValue(JsonNode providers, String[] path) {
        for (JsonNode provider : providers) {
            if (provider.path("name").asText().equals(path[1])) {
                if (path[2].equals("quirks")) {
                    return provider.path("quirks").path(path[3]).asText();
                }
                for (JsonNode model : provider.path("models")) {
                    if (model.path("id").asText().equals(path[3])) {
                        return model.path(path[4]).asText();
                    }
                }
            }
        }
        return "absent";
    }

    /** Runs a writer to its end, or kills it after a report that the seed selects. */
    private Report runWriter(Path file, int number, int seed, boolean kill) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            EditingProcess.class.getName(),
                            temp.resolve("home").toString(),
                            file.toString(),
                            String.valueOf(number),
                            String.valueOf(seed),
                            String.valueOf(EDITS))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Report report = new Report(new HashMap<>(), new HashMap<>());
            int lineCount = 0;
            try (BufferedReader out = process.inputReader()) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    String[] fields = line.split(" ");
                    (fields[0].equals("done") ? report.completed() : report.started()).put(fields[1], fields[2]);
                    if (kill && ++lineCount == 10 + seed) {
                        process.toHandle().destroyForcibly();
                    }
                }
            }
            int exitCode = process.waitFor();
            assertTrue(kill || exitCode == 0, "the writer failed");
            return report;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
