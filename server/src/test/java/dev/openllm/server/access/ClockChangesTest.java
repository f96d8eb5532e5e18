package dev.openllm.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifies that daily usage is neither lost nor counted twice if the system clock is temporarily wrong. */
class ClockChangesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 5, 4);

    @TempDir
    private Path folder;

    private LocalDate day = TODAY;

    @Test
    void unrecordedUsageIsCountedAgainAfterTheClockIsCorrected() {
        UsageToday today = new UsageToday(UsageFiles.of(folder), () -> day);
        today.unrecorded(use(TODAY, 10));
        assertEquals(10, today.of("cli").total().tokens());

        for (LocalDate wrongDay : List.of(TODAY.plusDays(1), TODAY.minusDays(1), TODAY.plusYears(9))) {
            day = wrongDay;
            assertEquals(0, today.of("cli").total().tokens());
            today.unrecorded(use(wrongDay, 7));
            assertEquals(7, today.of("cli").total().tokens());
        }

        day = TODAY;
        assertEquals(10, today.of("cli").total().tokens());
    }

    @Test
    void recordedUsageIsCountedOnceAfterTheClockIsCorrected() throws Exception {
        UsageFiles files = UsageFiles.of(folder);
        UsageToday today = new UsageToday(files, () -> day);
        List<ModelUse> uses = List.of(use(TODAY, 10));
        today.addPending(uses.getFirst());
        Files.createDirectories(files.folder());
        today.write(uses, () -> UsageFiles.replace(files.of(YearMonth.from(TODAY)), toLines(uses)));
        assertEquals(10, today.of("cli").total().tokens());

        day = TODAY.plusDays(1);
        assertEquals(0, today.of("cli").total().tokens());

        day = TODAY;
        assertEquals(10, today.of("cli").total().tokens());
    }

    private static byte[] toLines(List<ModelUse> uses) {
        StringBuilder lines = new StringBuilder();
        uses.forEach(use ->
                lines.append(new String(use.toJson(), StandardCharsets.UTF_8)).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ModelUse use(LocalDate day, long tokens) {
        return new ModelUse(
                day.atTime(12, 0).atZone(ZoneId.systemDefault()).toInstant().toString(),
                "cli",
                "openai/gpt-5",
                OptionalLong.of(tokens),
                OptionalLong.of(0),
                OptionalDouble.empty(),
                "stop",
                false);
    }
}
