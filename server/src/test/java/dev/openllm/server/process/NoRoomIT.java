package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests for the packaged program if nothing can be written, on a full disk and on a read-only disk. Features that need
 * no file work; features that need a file report the reason, and existing files are not changed. Skipped if the system
 * does not permit mount namespaces.
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class NoRoomIT {

    private static final String PREPARE_SCRIPT = """
        set -e
        mount --make-rprivate /
        mount -t tmpfs -o size=128k,mode=0700 tmpfs /mnt
        mkdir -p -m 700 /mnt/.local/state/openllm/gateway
        mkdir -p /mnt/config/openllm /mnt/folder/.git /mnt/folder/.config/openllm
        printf '# mine\\ndefault_model: echo/echo\\n' > /mnt/config/openllm/config.yaml
        printf 'A=1\\n' > /mnt/config/openllm/.env
        printf 'default_model: echo/echo\\n' > /mnt/folder/.config/openllm/config.yaml
        printf '[]' > /mnt/config/openllm/access.json
        mkdir /mnt/config/openllm/locks
        cp -r /mnt/config /tmp/before
        """;

    private static final String FILL_DISK_SCRIPT = "dd if=/dev/zero of=/mnt/fill bs=1k 2>/dev/null || true\n";
    private static final String READ_ONLY_SCRIPT = "mount -o remount,ro /mnt\n";

    private static final String RUN_SCRIPT = """
        export HOME=/mnt XDG_CONFIG_HOME=/mnt/config XDG_RUNTIME_DIR=/mnt/run XDG_CACHE_HOME=/mnt/cache
        export DBUS_SESSION_BUS_ADDRESS=unix:path=/mnt/no-bus
        cd /mnt/folder
        code=0
        "$@" 2>/tmp/err <"$INPUT" || code=$?
        cat /tmp/err
        for file in config.yaml .env access.json; do
            cmp /tmp/before/openllm/$file /mnt/config/openllm/$file || echo "CHANGED $file"
        done
        find /mnt/config -name '.*.tmp' | sed 's/^/LEFT /'
        exit $code
        """;

    @TempDir
    Path folder;

    @BeforeEach
    void namespacesArePermitted() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "unshare is not installed");
        assumeTrue(run("true", "", List.of("true")).exitCode() == 0, "This system permits no mount namespaces.");
    }

    @ParameterizedTest
    @CsvSource({"full, the disk is full", "read-only, the file system is read-only"})
    void aChatIsAnsweredAndReportsThatItIsNotStored(String disk, String reason) throws Exception {
        CommandRun.Outcome outcome = runOnDisk(disk, "", "chat", "-m", "echo/echo", "--log", "Hello");

        assertEquals(0, outcome.exitCode(), outcome.out());
        assertTrue(outcome.out().startsWith("Hello"), outcome.out());
        assertTrue(outcome.out().contains("is no longer being stored: " + reason), outcome.out());
    }

    @ParameterizedTest
    @CsvSource({"full, the disk is full", "read-only, the file system is read-only"})
    void aFailedConfigurationChangeReportsTheReason(String disk, String reason) throws Exception {
        assertRefused(runOnDisk(disk, "", "config", "set", "policies.retries", "2"), reason);
    }

    @ParameterizedTest
    @CsvSource({"full, the disk is full", "read-only, the file system is read-only"})
    void aKeyThatCannotBeStoredIsReported(String disk, String reason) throws Exception {
        CommandRun.Outcome outcome =
                runOnDisk(disk, "canary-no-room-key", "secrets", "set", "openai", "--store", "dotenv");

        assertRefused(outcome, reason);
        assertTrue(!outcome.out().contains("canary"), outcome.out());
    }

    @ParameterizedTest
    @CsvSource({"full, the disk is full", "read-only, the file system is read-only"})
    void aDecisionThatCannotBeStoredIsReported(String disk, String reason) throws Exception {
        assertRefused(runOnDisk(disk, "", "trust", "--yes"), reason);
        assertRefused(runOnDisk(disk, "", "gateway", "token", "add", "mine"), reason);
    }

    @ParameterizedTest
    @CsvSource({"full, the disk is full", "read-only, the file system is read-only"})
    void aGatewayThatCannotStoreItsStateDoesNotStartAndReportsTheReason(String disk, String reason) throws Exception {
        CommandRun.Outcome outcome = runOnDisk(disk, "", "gateway", "start", "--port", "0");

        assertRefused(outcome, reason);
        assertTrue(outcome.out().contains("/.local/state/openllm/gateway: "), outcome.out());
        assertTrue(outcome.out().contains("OPENLLM_STATE_DIR"), outcome.out());
    }

    private static void assertRefused(CommandRun.Outcome outcome, String reason) {
        assertEquals(3, outcome.exitCode(), outcome.out());
        assertTrue(outcome.out().contains(reason), outcome.out());
        assertTrue(!outcome.out().contains("CHANGED") && !outcome.out().contains("LEFT"), outcome.out());
    }

    private CommandRun.Outcome runOnDisk(String disk, String input, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Packaged.ofCurrentBuild().launcher().toString()));
        command.addAll(List.of(arguments));
        return run(
                PREPARE_SCRIPT + (disk.equals("full") ? FILL_DISK_SCRIPT : READ_ONLY_SCRIPT) + RUN_SCRIPT,
                input,
                command);
    }

    private CommandRun.Outcome run(String script, String input, List<String> command)
            throws IOException, InterruptedException {
        boolean isRoot = System.getProperty("user.name").equals("root");
        List<String> fullCommand = new ArrayList<>(
                isRoot ? List.of("unshare", "--mount") : List.of("unshare", "--mount", "--user", "--map-root-user"));
        fullCommand.addAll(List.of("sh", "-c", script.replace("/tmp/", folder + "/"), "sh"));
        fullCommand.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(fullCommand).redirectErrorStream(true);
        builder.environment().keySet().retainAll(List.of("PATH", "LANG"));
        builder.environment()
                .put("INPUT", Files.writeString(folder.resolve("input"), input).toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS));
        return new CommandRun.Outcome(process.exitValue(), output, "");
    }
}
