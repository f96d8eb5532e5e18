package dev.openllm.server.access;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.access.ConsentAnswer;
import dev.openllm.protocol.access.UsageOfDay;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for the record of model usage and for the daily limits that are based on it. */
class UsageRecordTest {

    private static final String CONSUMER = "acme.tool";
    private static final RequestedModel MODEL = new RequestedModel("openai/gpt-5", "OpenAI", () -> true);

    @TempDir
    private Path folder;

    private final Person user = new Person();

    @Test
    void theDailyTokenLimitOfOneConsumerDoesNotAffectAnother() {
        Access access = access(Map.of("access.tokensPerDay", "1000"));
        user.replyWith(ConsentAnswer.ALLOW);
        access.recordUse(use(CONSUMER, 900, 100, 0.01));

        ErrorInfo error = expectRefusal(access);

        assertEquals(ErrorKind.QUOTA, error.kind());
        assertEquals(
                "acme.tool has used 1,000 tokens today, so the daily limit of 1,000 "
                        + "(access.tokensPerDay) has been reached.",
                error.message());
        assertDoesNotThrow(() -> access.require("other.tool", MODEL));
    }

    @Test
    void theDailyDollarLimitSurvivesARestart() {
        Map<String, String> settings = Map.of("access.dollarsPerDay", "0.50");
        user.replyWith(ConsentAnswer.ALLOW);
        try (Access beforeRestart = access(settings)) {
            beforeRestart.recordUse(use(CONSUMER, 1, 1, 0.75));
        }

        ErrorInfo error = expectRefusal(access(settings));

        assertEquals(ErrorKind.QUOTA, error.kind());
        assertEquals(
                "Requests from acme.tool have cost $0.75 today, so the daily limit of $0.50 "
                        + "(access.dollarsPerDay) has been reached.",
                error.message());
    }

    @Test
    void theDailyTokenLimitAppliesToAllConsumersTogether() {
        Access access = access(Map.of("access.totalTokensPerDay", "1000"));
        access.recordUse(use("gateway", 400, 100, 0));
        access.recordUse(use("cli", 400, 100, 0));

        ErrorInfo error = expectRefusal(access, "cli");

        assertEquals(ErrorKind.QUOTA, error.kind());
        assertEquals(
                "Today's requests have used 1,000 tokens in total, so the daily limit of 1,000 "
                        + "(access.totalTokensPerDay) has been reached.",
                error.message());
    }

    @Test
    void theDailyDollarLimitAppliesToAllConsumersTogether() {
        Access access = access(Map.of("access.totalDollarsPerDay", "1"));
        access.recordUse(use("gateway", 1, 1, 0.75));
        access.recordUse(use("cli", 1, 1, 0.5));

        assertEquals(
                "Today's requests have cost $1.25 in total, so the daily limit of $1.00 "
                        + "(access.totalDollarsPerDay) has been reached.",
                expectRefusal(access, "python").message());
    }

    @Test
    void usageOfOtherProcessesCountsWhileThisOneIsRunning() {
        Access running = access(Map.of("access.totalTokensPerDay", "1000"));
        running.require("cli", MODEL);
        try (Access otherProcess = access(Map.of())) {
            otherProcess.recordUse(use("python", 900, 100, 0));
        }
        assertEquals(ErrorKind.QUOTA, expectRefusal(running, "cli").kind());
    }

    @Test
    void aUseIsCountedOnceWhetherOrNotItHasBeenWritten() {
        Access access = access(Map.of("access.totalTokensPerDay", "1000"));
        access.recordUse(use("cli", 600, 0, 0));
        access.require("cli", MODEL);
        access.close();
        access.require("cli", MODEL);
    }

    @Test
    void withoutARecordTheLimitsCountTheUsageOfThisProcess() {
        Access access = access(Map.of("access.totalTokensPerDay", "1000", "access.audit", "false"));
        access.recordUse(use("cli", 1000, 0, 0));
        assertEquals(ErrorKind.QUOTA, expectRefusal(access, "cli").kind());
    }

    @Test
    void theRecordIsSummedByDayConsumerAndModel() {
        try (Access access = access(Map.of())) {
            access.recordUse(use(CONSUMER, 10, 5, 0.5));
            access.recordUse(use(CONSUMER, 1, 2, 0.25));
            access.recordUse(ModelUse.failed(CONSUMER, MODEL.id(), ErrorKind.TIMEOUT));
        }

        UsageOfDay row = access(Map.of()).list(2).usage().getFirst();

        assertEquals(new UsageOfDay(row.day(), CONSUMER, MODEL.id(), 3, 1, 11, 7, 0.75), row);
    }

    @Test
    void nothingIsRecordedIfTheRecordIsDisabled() {
        try (Access access = access(Map.of("access.audit", "false"))) {
            access.recordUse(use(CONSUMER, 10, 5, 0.5));
        }
        assertEquals(List.of(), access(Map.of()).list(2).usage());
    }

    @Test
    void theSizeOfTheRecordIsLimited() throws IOException {
        int maxBytes = 2000;
        try (Access access = new Access(folder, Map::of, user, maxBytes, Duration.ofMinutes(1))) {
            for (int i = 0; i < 100; i++) {
                access.recordUse(use("acme.tool" + i, 1, 1, 0));
            }
        }
        try (var files = Files.list(folder.resolve("usage"))) {
            for (Path file : files.toList()) {
                assertTrue(Files.size(file) <= maxBytes, file + " has " + Files.size(file) + " bytes");
            }
        }
        List<String> consumers = access(Map.of()).list(2).usage().stream()
                .map(UsageOfDay::consumer)
                .toList();
        assertTrue(consumers.contains("acme.tool99"), consumers.toString());
    }

    @Test
    void aLimitCountsUsageThatDidNotFitInTheRecord() {
        Access running =
                new Access(folder, () -> Map.of("access.totalTokensPerDay", "100"), user, 2000, Duration.ofMinutes(1));
        for (int i = 0; i < 100; i++) {
            try (Access otherProcess = new Access(folder, Map::of, user, 2000, Duration.ofMinutes(1))) {
                otherProcess.recordUse(use(CONSUMER, 1, 0, 0));
            }
            if (i < 99) {
                running.require("cli", MODEL);
            }
        }
        assertEquals(ErrorKind.QUOTA, expectRefusal(running, "cli").kind());
    }

    @Test
    void yesterdaysUsageIsRetainedForAClockThatIsHoursAhead() throws IOException {
        Instant yesterday = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.DAYS);
        try (Access access = new Access(folder, Map::of, user, 2000, Duration.ofMinutes(1))) {
            access.recordUse(useAt(yesterday, 7));
            access.close();
        }
        for (int i = 0; i < 40; i++) {
            try (Access access = new Access(folder, Map::of, user, 2000, Duration.ofMinutes(1))) {
                access.recordUse(use(CONSUMER, 1, 0, 0));
            }
        }
        long inputTokens = access(Map.of()).list(2).usage().stream()
                .filter(row -> row.day()
                        .equals(yesterday
                                .atZone(ZoneId.systemDefault())
                                .toLocalDate()
                                .toString()))
                .mapToLong(UsageOfDay::inputTokens)
                .sum();
        assertEquals(7, inputTokens);
    }

    @Test
    void theAgeOfTheRecordIsLimited() throws IOException {
        Path oldFile = Files.createDirectories(folder.resolve("usage")).resolve("2001-01.jsonl");
        Files.writeString(oldFile, "{}\n");
        try (Access access = access(Map.of())) {
            access.recordUse(use(CONSUMER, 1, 1, 0));
        }
        assertTrue(Files.notExists(oldFile));
    }

    private Access access(Map<String, String> settings) {
        return new Access(folder, () -> settings, user);
    }

    private static ErrorInfo expectRefusal(Access access) {
        return expectRefusal(access, CONSUMER);
    }

    private static ErrorInfo expectRefusal(Access access, String consumer) {
        return assertThrows(OpenLlmException.class, () -> access.require(consumer, MODEL))
                .info();
    }

    private static ModelUse useAt(Instant time, long inputTokens) {
        return new ModelUse(
                time.toString(),
                CONSUMER,
                MODEL.id(),
                OptionalLong.of(inputTokens),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                "stop",
                false);
    }

    private static ModelUse use(String consumer, long inputTokens, long outputTokens, double costUsd) {
        return new ModelUse(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                consumer,
                MODEL.id(),
                OptionalLong.of(inputTokens),
                OptionalLong.of(outputTokens),
                OptionalDouble.of(costUsd),
                "stop",
                false);
    }
}
