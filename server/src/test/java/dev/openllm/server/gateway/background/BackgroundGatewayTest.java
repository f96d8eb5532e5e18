package dev.openllm.server.gateway.background;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.file.ProcessStart;
import dev.openllm.server.gateway.background.BackgroundGateway.Stopped;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests for finding, starting, and stopping a gateway, with processes that are not gateways. {@code
 * BackgroundGatewayIT} tests the actual gateway.
 */
@Timeout(TestTimeouts.OF_A_TEST)
class BackgroundGatewayTest {

    @TempDir
    Path temp;

    private BackgroundGateway gateways(Duration patience) {
        return new BackgroundGateway(new StateFolder(temp.resolve("state")), patience);
    }

    private static ProgramCommand shell(String script) {
        return new ProgramCommand(List.of("/bin/sh", "-c", script));
    }

    private static OpenLlmException failing(BackgroundGateway gateways, String script) {
        return assertThrows(
                OpenLlmException.class, () -> gateways.start(shell(script), List.of(), OptionalInt.empty()));
    }

    @Test
    void theOutputOfAGatewayThatDoesNotStartIsTheError() throws IOException {
        BackgroundGateway gateways = gateways(Duration.ofSeconds(TestTimeouts.SECONDS));
        OpenLlmException failed = failing(gateways, "echo 'open-llm: Port 1 is taken.' >&2; exit 3");
        assertEquals("The gateway did not start: Port 1 is taken.", failed.getMessage());
        Path log = temp.resolve("state/gateway.start.log");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log.getParent())));
    }

    @Test
    void aGatewayThatIsNotReadyInTimeIsStopped() throws Exception {
        Path processId = temp.resolve("pid");
        OpenLlmException failed =
                failing(gateways(Duration.ofSeconds(2)), "echo $$ > " + processId + "; exec sleep 1000");
        assertTrue(failed.getMessage().contains("not ready after 2 seconds"), failed.getMessage());
        Optional<ProcessHandle> process =
                ProcessHandle.of(Long.parseLong(Files.readString(processId).strip()));
        process.ifPresent(left -> left.onExit().join());
    }

    @Test
    void theFileOfAnEndedProcessIsRemoved() throws Exception {
        BackgroundGateway gateways = gateways(Duration.ofSeconds(1));
        Process gone = new ProcessBuilder("/bin/true").start();
        gone.waitFor();
        write(gateways, new RunningGateway(gone.pid(), startedAt(0), 4141, "2026-05-04T09:30:00Z", "1"));
        assertEquals(Optional.empty(), gateways.running());
        assertFalse(Files.exists(gateways.folder().runtimeFile()));
        assertEquals(Stopped.NONE_RUNNING, gateways.stop());
    }

    @Test
    void aProcessWithTheReusedIdOfAGatewayIsNeitherFoundNorStopped() throws Exception {
        BackgroundGateway gateways = gateways(Duration.ofSeconds(1));
        Process other = new ProcessBuilder("/bin/sleep", "1000").start();
        try {
            write(gateways, new RunningGateway(other.pid(), startedAt(4711), 4141, "2026-05-04T09:30:00Z", "1"));
            assertEquals(Stopped.NONE_RUNNING, gateways.stop());
            assertTrue(other.isAlive());
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aRunningGatewayIsFoundAfterAClockChange() throws Exception {
        BackgroundGateway gateways = gateways(Duration.ofSeconds(1));
        Process running = new ProcessBuilder("/bin/sleep", "1000").start();
        try {
            write(gateways, of(running));
            // Java computes the start times of all processes from a boot time that changes with the system clock.
            Path file = gateways.folder().runtimeFile();
            ObjectNode entry = (ObjectNode) Wire.JSON.readTree(file.toFile());
            entry.put(
                    "processStart",
                    entry.path("processStart").asLong() - Duration.ofHours(3).toMillis());
            Files.writeString(file, entry.toString());

            assertEquals(running.pid(), gateways.running().orElseThrow().processId());
            assertEquals(Stopped.ENDED, gateways.stop());
        } finally {
            running.destroyForcibly();
        }
    }

    @Test
    void aGatewayThatIgnoresTheStopRequestIsKilled() throws Exception {
        BackgroundGateway gateways = gateways(Duration.ofSeconds(1));
        Process deaf =
                new ProcessBuilder("/bin/sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done").start();
        deaf.inputReader().readLine();
        write(gateways, of(deaf));
        assertEquals(Stopped.KILLED, gateways.stop());
        assertFalse(deaf.isAlive());
        assertFalse(Files.exists(gateways.folder().runtimeFile()));
    }

    @Test
    void aRunningGatewayIsNotStartedAgain() throws Exception {
        BackgroundGateway gateways = gateways(Duration.ofSeconds(1));
        Process running = new ProcessBuilder("/bin/sleep", "1000").start();
        try {
            write(gateways, of(running));
            BackgroundGateway.Started again = gateways.start(shell("exit 1"), List.of(), OptionalInt.of(4141));
            assertTrue(again.alreadyRunning());
            assertEquals(running.pid(), again.gateway().processId());
            OpenLlmException other = assertThrows(
                    OpenLlmException.class, () -> gateways.start(shell("exit 1"), List.of(), OptionalInt.of(5000)));
            assertEquals("The gateway is already running on port 4141.", other.getMessage());
        } finally {
            running.destroyForcibly();
        }
    }

    @Test
    void aDamagedFileIsNotAGateway() throws Exception {
        BackgroundGateway gateways = gateways(Duration.ofSeconds(1));
        gateways.folder().create();
        Files.writeString(gateways.folder().runtimeFile(), "{");
        assertEquals(Optional.empty(), gateways.running());
    }

    @Test
    void theFolderIsTheSameInEverySession() {
        assertEquals(
                Path.of("/home/me/.local/state/openllm/gateway"),
                StateFolder.of(Map.of("HOME", "/home/me", "XDG_RUNTIME_DIR", "/run/user/1"), "Linux")
                        .folder());
        assertEquals(
                Path.of("/states/openllm/gateway"),
                StateFolder.of(Map.of("HOME", "/home/me", "XDG_STATE_HOME", "/states"), "Linux")
                        .folder());
    }

    private static RunningGateway of(Process process) {
        return new RunningGateway(
                process.pid(), ProcessStart.of(process.toHandle()), 4141, "2026-05-04T09:30:00Z", "1");
    }

    private static ProcessStart startedAt(long millis) {
        return new ProcessStart(Optional.of(Instant.ofEpochMilli(millis)), Optional.empty());
    }

    private static void write(BackgroundGateway gateways, RunningGateway gateway) throws IOException {
        gateways.folder().create();
        gateway.write(gateways.folder().runtimeFile());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(gateways.folder().runtimeFile())));
    }
}
