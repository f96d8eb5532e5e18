package dev.openllm.server.access;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openllm.protocol.access.ConsentAnswer;
import dev.openllm.protocol.access.UsageOfDay;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies that access decisions and limits that cannot be read are not treated as if none existed. */
@Timeout(TestTimeouts.TEST_SECONDS)
class DamagedFilesTest {

    private static final RequestedModel MODEL = new RequestedModel("openai/gpt-5", "OpenAI", () -> true);
    private static final Map<String, String> LIMIT_SETTINGS = Map.of("access.tokensPerDay", "1000");
    private static final byte[] NOT_UTF8 = {'{', (byte) 0xff, '}', '\n'};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "", "[{]", "[null]", "[{\"allowed\":false}]"})
    void withoutReadableDecisionsNothingIsAllowed(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("access.json"), content);

        ErrorInfo error = expectRefusal(access(Map.of()), "cli");

        assertEquals(ErrorKind.CONFIG, error.kind());
        String reason = error.message().replace("Your access decisions in " + file + " cannot be read: ", "");
        assertEquals(content.equals("[{]") ? "it is not valid JSON." : "it is not a list of access decisions.", reason);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void decisionsAreNotReadFromAPipe() throws Exception {
        createPipe(folder.resolve("access.json"));
        assertEquals(ErrorKind.CONFIG, expectRefusal(access(Map.of()), "cli").kind());
    }

    @Test
    void aDamagedLineFromTodayMakesLimitedRequestsFail() throws IOException {
        recordUse(use("cli", 1, Instant.now()));
        append(NOT_UTF8);

        ErrorInfo error = expectRefusal(access(LIMIT_SETTINGS), "cli");

        assertEquals(ErrorKind.CONFIG, error.kind());
        assertEquals(
                "Today's limits cannot be checked because the usage record " + usageFile() + " has a damaged line.",
                error.message());
        assertEquals("Run `open-llm usage repair`.", error.hint().orElseThrow());
    }

    @Test
    void aDamagedLineDoesNotAffectOtherLines() throws IOException {
        append(NOT_UTF8);
        recordUse(use("cli", 7, Instant.now()));

        var listing = access(Map.of()).list(2);

        assertEquals(
                List.of(7L),
                listing.usage().stream().map(UsageOfDay::inputTokens).toList());
        assertEquals(OptionalInt.of(1), listing.damagedUsageLines());
    }

    @Test
    void withoutALimitADamagedLineDoesNotCauseRefusals() throws IOException {
        append(NOT_UTF8);
        assertDoesNotThrow(() -> access(Map.of()).require("cli", MODEL));
    }

    @Test
    void anOlderDamagedLineIsSkipped() throws IOException {
        append(NOT_UTF8);
        append("{\"time\":\"2020-01-01T00:00:00Z\",\"consu\n".getBytes(StandardCharsets.UTF_8));
        recordUse(use("cli", 1, Instant.now().minus(2, ChronoUnit.DAYS)));

        assertDoesNotThrow(() -> access(LIMIT_SETTINGS).require("cli", MODEL));
    }

    @Test
    void aRunningServerNoticesADamagedLine() throws IOException {
        Access running = access(LIMIT_SETTINGS);
        recordUse(use("cli", 1, Instant.now()));
        running.require("cli", MODEL);

        append(NOT_UTF8);

        assertEquals(ErrorKind.CONFIG, expectRefusal(running, "cli").kind());
    }

    @Test
    void afterARepairTheLimitsAreEnforcedAgain() throws IOException {
        recordUse(use("cli", 999, Instant.now()));
        append(NOT_UTF8);
        Access running = access(LIMIT_SETTINGS);
        expectRefusal(running, "cli");

        List<UsageRepair.Repaired> repaired = new UsageRepair(folder).run();

        assertEquals(
                List.of(new UsageRepair.Repaired(
                        usageFile(), 1, usageFile().resolveSibling(YearMonth.now(ZoneOffset.UTC) + ".damaged"))),
                repaired);
        assertEquals(
                List.of(NOT_UTF8.length),
                repaired.stream().map(file -> (int) sizeOf(file.movedTo())).toList());
        running.require("cli", MODEL);
        recordUse(use("cli", 1, Instant.now()));
        assertEquals(ErrorKind.QUOTA, expectRefusal(running, "cli").kind());
    }

    @Test
    void anIncompleteLineFromAKilledProcessDoesNotAffectOtherLines() throws IOException {
        recordUse(use("cli", 1, Instant.now()));
        append("{\"time\":\"".getBytes(StandardCharsets.UTF_8));
        recordUse(use("cli", 5, Instant.now()));

        assertEquals(2, access(Map.of()).list(2).usage().getFirst().requests());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPipeInsteadOfTheRecordMakesLimitedRequestsFail() throws Exception {
        Files.createDirectories(usageFile().getParent());
        createPipe(usageFile());

        ErrorInfo error = expectRefusal(access(LIMIT_SETTINGS), "cli");

        assertEquals(ErrorKind.CONFIG, error.kind());
        assertEquals(
                "Today's limits cannot be checked because the usage record " + usageFile()
                        + " cannot be read: it is not a regular file.",
                error.message());
    }

    private Access access(Map<String, String> settings) {
        return new Access(folder, () -> settings, new Person().replyWith(ConsentAnswer.ALLOW));
    }

    private static ErrorInfo expectRefusal(Access access, String consumer) {
        return assertThrows(OpenLlmException.class, () -> access.require(consumer, MODEL))
                .info();
    }

    /** Records a use as another process would. */
    private void recordUse(ModelUse use) {
        try (Access access = access(Map.of())) {
            access.recordUse(use);
        }
    }

    private void append(byte[] bytes) throws IOException {
        Files.createDirectories(usageFile().getParent());
        Files.write(usageFile(), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path usageFile() {
        return folder.resolve("usage").resolve(YearMonth.now(ZoneOffset.UTC) + ".jsonl");
    }

    private static void createPipe(Path path) throws Exception {
        assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor());
    }

    private static long sizeOf(Path file) {
        return file.toFile().length();
    }

    private static ModelUse use(String consumer, long tokens, Instant time) {
        return new ModelUse(
                time.truncatedTo(ChronoUnit.SECONDS).toString(),
                consumer,
                MODEL.id(),
                OptionalLong.of(tokens),
                OptionalLong.of(0),
                OptionalDouble.empty(),
                "stop",
                false);
    }
}
