package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the packaged server while its clock is changed by hours and days. Skipped if libfaketime is not installed
 * ({@code apt-get install faketime}). The system clock is never changed.
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class ClockJumpIT {

    private static final String CHAT = "/v1/chat/completions";
    private static final String FINISH = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}";

    @TempDir
    Path home;

    private final FakeProvider provider = FakeProvider.start();
    private Optional<ServerProcess> server = Optional.empty();

    @AfterEach
    void stop() {
        server.ifPresent(ServerProcess::close);
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+7h", "-40d"})
    void aStreamContinuesAndLaterRequestsAreAnswered(String jump) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        provider.respondAt(
                CHAT,
                FakeAnswer.sse(textChunk("one "))
                        .withStep(new FakeAnswer.Step.Await(gate))
                        .send("data: " + textChunk("two") + "\n\ndata: " + FINISH + "\n\n"));
        ServerProcess runningServer = start();
        runningServer.requestAndWait("initialize", Conversation.initialize(provider.uri()));
        CompletableFuture<JsonNode> chat = runningServer.request("chat/start", Conversation.chat("Count.", "t"));
        runningServer.awaitNotification("$/progress");

        setClock(jump);
        gate.countDown();

        assertEquals("stop", awaitFinishReason(chat));
        provider.respondAt(CHAT, FakeAnswer.sse(textChunk("Hi"), FINISH));
        assertEquals("stop", awaitFinishReason(runningServer.request("chat/start", Conversation.chat("Hi", "u"))));
        setClock("+0");
        provider.respondAt(CHAT, FakeAnswer.sse(textChunk("Hi"), FINISH));
        assertEquals("stop", awaitFinishReason(runningServer.request("chat/start", Conversation.chat("Hi", "v"))));
        assertTrue(runningServer
                        .requestAndWait("models/list", ListModelsParams.ALL)
                        .path("models")
                        .size()
                > 0);
        runningServer.requestAndWait("shutdown", Map.of());
        runningServer.notify("exit", null); // the last lines of the usage record are written when the process ends
        runningServer.awaitExit();
        assertEquals(3, countRecordedUses(jump));
    }

    /** Returns the number of chats in the usage record. The second chat must have the changed time. */
    private long countRecordedUses(String jump) throws Exception {
        try (Stream<Path> files = Files.walk(home)) {
            List<Instant> times = files.filter(file ->
                            file.toString().contains("usage") && file.toString().endsWith(".jsonl"))
                    .flatMap(ClockJumpIT::lines)
                    .map(line -> Instant.parse(line.path("time").asText()))
                    .toList();
            Instant jumpedTime = Instant.now().plus(Duration.ofHours(hours(jump)));
            assertTrue(
                    times.stream()
                            .anyMatch(time ->
                                    Duration.between(time, jumpedTime).abs().toHours() < 2),
                    () -> times + " has none about " + jumpedTime);
            return times.size();
        }
    }

    private static long hours(String jump) {
        long count = Long.parseLong(jump.substring(0, jump.length() - 1));
        return jump.endsWith("d") ? 24 * count : count;
    }

    private static Stream<JsonNode> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().map(line -> {
                try {
                    return Wire.JSON.readTree(line);
                } catch (IOException damaged) {
                    throw new AssertionError(line, damaged);
                }
            });
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private ServerProcess start() throws Exception {
        Optional<Path> library = Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib")
                .map(folder -> Path.of(folder, "faketime/libfaketimeMT.so.1"))
                .filter(Files::exists)
                .findFirst();
        assumeTrue(library.isPresent(), "libfaketime is not installed");
        setClock("+0");
        Map<String, String> environment = new HashMap<>(Homes.environment(home));
        environment.put("LD_PRELOAD", library.get().toString());
        environment.put("FAKETIME_TIMESTAMP_FILE", clockFile().toString());
        environment.put("FAKETIME_NO_CACHE", "1");
        environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        environment.put("DONT_FAKE_MONOTONIC", "1");
        Packaged packaged = Packaged.ofCurrentBuild();
        server = Optional.of(ServerProcess.start(packaged.serveCommand(packaged.cacheFlag()), environment));
        return server.get();
    }

    private Path clockFile() {
        return home.resolve("clock");
    }

    private void setClock(String offset) throws Exception {
        Path newFile = Files.writeString(home.resolve("clock.next"), offset);
        Files.move(newFile, clockFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String awaitFinishReason(CompletableFuture<JsonNode> chat) throws Exception {
        return chat.get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS)
                .path("finishReason")
                .asText();
    }

    private static String textChunk(String text) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}";
    }
}
