package dev.openllm.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.access.RevokeAccessParams;
import dev.openllm.server.cli.session.Servers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Tests for {@code open-llm access}, which shows access decisions, and {@code open-llm usage}, which shows model usage. */
class AccessCommandTest {

    private final ScriptedServer server = new ScriptedServer();
    private final Shell shell = new Shell(server);

    @Test
    void decisionsAreListed() {
        assertEquals("""
            CLIENT       ACCESS      DECISION  DECIDED
            acme.review  all models  allowed   2026-05-04T09:30:00Z
            """, shell.run("access", "list").out());
    }

    @Test
    void decisionsAreListedAsJsonLines() {
        assertEquals(
                "{\"consumer\":\"acme.review\",\"allowed\":true,\"answeredAt\":\"2026-05-04T09:30:00Z\"}\n",
                shell.run("access", "list", "--json").out());
    }

    @Test
    void theDecisionsAboutAnExtensionAreRevoked() {
        Shell.Outcome outcome = shell.run("access", "revoke", "acme.review");

        assertEquals(List.of(new RevokeAccessParams("acme.review", Optional.empty())), server.revokedAccess);
        assertEquals("Revoked.\n", outcome.err());
    }

    @Test
    void theDecisionAboutOneModelIsRevoked() {
        shell.run("access", "revoke", "acme.review", "--model", "local/small");

        assertEquals(List.of(new RevokeAccessParams("acme.review", Optional.of("local/small"))), server.revokedAccess);
    }

    @Test
    void revokingWithoutAConsumerIsAUsageError() {
        assertEquals(2, shell.run("access", "revoke").exitCode());
    }

    @Test
    void usageIsATableByDayConsumerAndModel() {
        assertEquals("""
            DAY         CLIENT       MODEL        REQUESTS  FAILED  TOKENS IN  TOKENS OUT       COST
            2026-05-04  acme.review  local/small         3       1      1,200         340  $0.004900
            """, shell.run("usage").out());
    }

    @Test
    void usageIsGroupedAsRequested() {
        assertEquals("""
            MODEL        REQUESTS  FAILED  TOKENS IN  TOKENS OUT       COST
            local/small         3       1      1,200         340  $0.004900
            """, shell.run("usage", "--by", "model").out());
    }

    @Test
    void usageIsExportedAsCsv() {
        assertEquals(
                "client,requests,failures,input_tokens,output_tokens,cost_usd\r\nacme.review,3,1,1200,340,0.004900\r\n",
                shell.run("usage", "--csv", "--by", "client").out());
    }

    @Test
    void zeroDaysOfUsageIsAUsageError() {
        Shell.Outcome outcome = shell.run("usage", "--days", "0");

        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains("--days must be 1 or more."), outcome.err());
    }

    @Test
    void usageReportsTheNumberOfSkippedLines() {
        server.damagedUsageLines = OptionalInt.of(2);
        assertEquals(
                "2 damaged lines of the usage record were skipped. Run `open-llm usage repair` to move "
                        + "damaged lines to a separate file.\n",
                shell.run("usage").err());
    }

    @Test
    void repairReportsTheFileWithTheDamagedLines() {
        server.repairedUsage.add(new Servers.RepairedUsage(Path.of("2026-05.jsonl"), 1, Path.of("2026-05.damaged")));
        assertEquals(
                "2026-05.jsonl: moved 1 damaged line to 2026-05.damaged.\n",
                shell.run("usage", "repair").err());
    }

    @Test
    void repairReportsThatNothingIsDamaged() {
        assertEquals(
                "The usage record has no damaged lines.\n",
                shell.run("usage", "repair").err());
    }
}
