package dev.openllm.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fuzzes the lines of the usage record: every line is either counted or reported as damaged, and summing lines
 * preserves everything that limits count.
 */
public final class UsageFuzz implements FuzzTarget {

    private static final LocalDate DAY = LocalDate.of(2026, 5, 4);

    @Override
    public String name() {
        return "usage";
    }

    @Override
    public List<byte[]> seeds() {
        String use = "{\"time\":\"2026-05-04T12:00:00Z\",\"consumer\":\"cli\",\"model\":\"p/m\",\"tokensIn\":10,"
                + "\"tokensOut\":5,\"costUsd\":0.01,\"inputTokens\":10,\"outputTokens\":5}";
        return Stream.of(use + "\n" + use.replace("cli", "gateway") + "\n", use + "\n{\"time\":\"2026-05-04T12:0", use)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void run(byte[] input) {
        UsageLines lines = UsageLines.of(input);
        assertEquals(
                lines.lines().size(), lines.uses().size() + lines.damagedLines().size());
        assertEquals(lines.uses(), UsageLines.of(lines.intactBytes()).uses());
        assertTrue(lines.countDamagedOn(DAY) <= lines.damagedLines().size());
        List<UsageLines.Line> summary = UsageLines.summarize(lines.lines(), DAY, 100);
        assertEquals(totalTokens(lines.lines()), totalTokens(summary));
    }

    private static long totalTokens(List<UsageLines.Line> lines) {
        return lines.stream()
                .flatMap(line -> line.use().stream())
                .filter(use -> use.day().equals(DAY))
                .mapToLong(ModelUse::tokens)
                .sum();
    }
}
