package dev.openllm.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.process.Homes;
import dev.openllm.server.testing.TestTimeouts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills four processes, round after round, while they store API keys and change the configuration at the same time. */
@Timeout(TestTimeouts.TEST_SECONDS)
class KilledWritersTest {

    private static final int WRITERS = 4;
    private static final int ROUNDS = 3;
    private static final long SEED = 11;

    @TempDir
    private Path home;

    private final Random random = new Random(SEED);

    @Test
    void noAcknowledgedWriteIsLostAndNoKeySurvivesInATemporaryFile() throws Exception {
        Map<String, Integer> acknowledged = new HashMap<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Future<Map<String, Integer>>> writers = new ArrayList<>();
                for (int number = 0; number < WRITERS; number++) {
                    int writer = number;
                    int lastValue = acknowledged.getOrDefault("key " + writer, 0);
                    int writes = 2 + random.nextInt(8);
                    int micros = random.nextInt(8_000);
                    writers.add(executor.submit(() -> runAndKill(writer, lastValue, writes, micros)));
                }
                for (Future<Map<String, Integer>> writer : writers) {
                    acknowledged.putAll(writer.get());
                }
            }
        }
        StaleTemporaryFiles.sweep(userFolder());

        String dotenv = Files.readString(userFolder().resolve(".env"));
        String config = Files.readString(userFolder().resolve("config.yaml"));
        acknowledged.forEach((entry, value) -> {
            String writer = entry.substring(entry.indexOf(' ') + 1);
            int stored = entry.startsWith("key ")
                    ? extractNumber("WRITER_" + writer + "=\\W?canary-(\\d+)", dotenv)
                    : extractNumber(
                            "name: writer" + writer + "\\n(?:.*\\n)*?.*(?:context_tokens|contextTokens): (\\d+)",
                            config);
            // The write that follows the last acknowledged one can also have been completed.
            assertTrue(stored >= value && stored <= value + 1, () -> entry + " is " + stored + " and not " + value);
        });
        assertEquals(WRITERS * 2, acknowledged.size(), acknowledged::toString);
        try (Stream<Path> files = Files.list(userFolder())) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().endsWith(".tmp")).toList());
        }
    }

    @Test
    void aWriterEndsWithTheProcessThatStartedIt() throws Exception {
        Process writer = startWriter(0, 0);
        try (BufferedReader out = writer.inputReader()) {
            out.readLine();
            writer.getOutputStream().close();
            while (out.readLine() != null) {}
            assertEquals(1, writer.waitFor());
        } finally {
            writer.destroyForcibly();
        }
    }

    private static int extractNumber(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), () -> pattern + " is not in\n" + text);
        return Integer.parseInt(matcher.group(1));
    }

    private Path userFolder() {
        return home.resolve("config/openllm");
    }

    private Process startWriter(int writer, int lastValue) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritingProcess.class.getName(),
                        String.valueOf(writer),
                        String.valueOf(lastValue))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(Homes.environment(home));
        return builder.start();
    }

    /**
     * Runs a writer and kills it a given time after a given number of writes.
     *
     * @return the writes that the writer acknowledged
     */
    private Map<String, Integer> runAndKill(int writer, int lastValue, int writes, int micros) {
        try {
            Process process = startWriter(writer, lastValue);
            Map<String, Integer> acknowledged = new HashMap<>();
            int lineCount = 0;
            try (BufferedReader out = process.inputReader()) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    String[] words = line.split(" ");
                    acknowledged.put(words[0] + " " + writer, Integer.valueOf(words[1]));
                    if (++lineCount == writes) {
                        TimeUnit.MICROSECONDS.sleep(micros);
                        process.toHandle().destroyForcibly();
                    }
                }
            }
            process.waitFor();
            return acknowledged;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
