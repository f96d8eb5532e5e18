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

    private static final String TOOL = "acme.tool";
    private static final RequestedModel MODEL = new RequestedModel("openai/gpt-5", "OpenAI", () -> true);

    @TempDir
    private Path folder;

    private final Person person = new Person();

    @Test
    void theDailyTokenLimitOfOneConsumerDoesNotAffectAnother() {
        Access access = access(Map.of("access.tokensPerDay", "1000"));
        person.says(ConsentAnswer.ALLOW);
        access.recordUse(use(TOOL, 900, 100, 0.01));

        ErrorInfo error = refused(access);

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
        person.says(ConsentAnswer.ALLOW);
        try (Access before = access(settings)) {
            before.recordUse(use(TOOL, 1, 1, 0.75));
        }

        ErrorInfo error = refused(access(settings));

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

        ErrorInfo error = refused(access, "cli");

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
                refused(access, "python").message());
    }

    @Test
    void usageOfOtherProcessesCountsWhileThisOneIsRunning() {
        Access running = access(Map.of("access.totalTokensPerDay", "1000"));
        running.require("cli", MODEL);
        try (Access other = access(Map.of())) {
            other.recordUse(use("python", 900, 100, 0));
        }
        assertEquals(ErrorKind.QUOTA, refused(running, "cli").kind());
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
        assertEquals(ErrorKind.QUOTA, refused(access, "cli").kind());
    }

    @Test
    void theRecordIsSummedByDayConsumerAndModel() {
        try (Access access = access(Map.of())) {
            access.recordUse(use(TOOL, 10, 5, 0.5));
            access.recordUse(use(TOOL, 1, 2, 0.25));
            access.recordUse(ModelUse.failed(TOOL, MODEL.id(), ErrorKind.TIMEOUT));
        }

        UsageOfDay row = access(Map.of()).list(2).usage().getFirst();

        assertEquals(new UsageOfDay(row.day(), TOOL, MODEL.id(), 3, 1, 11, 7, 0.75), row);
    }

    @Test
    void nothingIsRecordedIfTheRecordIsDisabled() {
        try (Access access = access(Map.of("access.audit", "false"))) {
            access.recordUse(use(TOOL, 10, 5, 0.5));
        }
        assertEquals(List.of(), access(Map.of()).list(2).usage());
    }

    @Test
    void theSizeOfTheRecordIsLimited() throws IOException {
        int most = 2000;
        try (Access access = new Access(folder, Map::of, person, most, Duration.ofMinutes(1))) {
            for (int i = 0; i < 100; i++) {
                access.recordUse(use("acme.tool" + i, 1, 1, 0));
            }
        }
        try (var files = Files.list(folder.resolve("usage"))) {
            for (Path file : files.toList()) {
                assertTrue(Files.size(file) <= most, file + " has " + Files.size(file) + " bytes");
            }
        }
        List<String> kept = access(Map.of()).list(2).usage().stream()
                .map(UsageOfDay::consumer)
                .toList();
        assertTrue(kept.contains("acme.tool99"), kept.toString());
    }

    @Test
    void aLimitCountsUsageThatDidNotFitInTheRecord() {
        Access running = new Access(
                folder, () -> Map.of("access.totalTokensPerDay", "100"), person, 2000, Duration.ofMinutes(1));
        for (int i = 0; i < 100; i++) {
            try (Access other = new Access(folder, Map::of, person, 2000, Duration.ofMinutes(1))) {
                other.recordUse(use(TOOL, 1, 0, 0));
            }
            if (i < 99) {
                running.require("cli", MODEL);
            }
        }
        assertEquals(ErrorKind.QUOTA, refused(running, "cli").kind());
    }

    @Test
    void yesterdaysUsageIsRetainedForAClockThatIsHoursAhead() throws IOException {
        Instant yesterday = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.DAYS);
        try (Access access = new Access(folder, Map::of, person, 2000, Duration.ofMinutes(1))) {
            access.recordUse(useAt(yesterday, 7));
            access.close();
        }
        for (int i = 0; i < 40; i++) {
            try (Access access = new Access(folder, Map::of, person, 2000, Duration.ofMinutes(1))) {
                access.recordUse(use(TOOL, 1, 0, 0));
            }
        }
        long kept = access(Map.of()).list(2).usage().stream()
                .filter(row -> row.day()
                        .equals(yesterday
                                .atZone(ZoneId.systemDefault())
                                .toLocalDate()
                                .toString()))
                .mapToLong(UsageOfDay::inputTokens)
                .sum();
        assertEquals(7, kept);
    }

    @Test
    void theAgeOfTheRecordIsLimited() throws IOException {
        Path old = Files.createDirectories(folder.resolve("usage")).resolve("2001-01.jsonl");
        Files.writeString(old, "{}\n");
        try (Access access = access(Map.of())) {
            access.recordUse(use(TOOL, 1, 1, 0));
        }
        assertTrue(Files.notExists(old));
    }

    private Access access(Map<String, String> settings) {
        return new Access(folder, () -> settings, person);
    }

    private static ErrorInfo refused(Access access) {
        return refused(access, TOOL);
    }

    private static ErrorInfo refused(Access access, String consumer) {
        return assertThrows(OpenLlmException.class, () -> access.require(consumer, MODEL))
                .info();
    }

    private static ModelUse useAt(Instant time, long in) {
        return new ModelUse(
                time.toString(),
                TOOL,
                MODEL.id(),
                OptionalLong.of(in),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                "stop",
                false);
    }

    private static ModelUse use(String consumer, long in, long out, double cost) {
        return new ModelUse(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                consumer,
                MODEL.id(),
                OptionalLong.of(in),
                OptionalLong.of(out),
                OptionalDouble.of(cost),
                "stop",
                false);
    }
}
