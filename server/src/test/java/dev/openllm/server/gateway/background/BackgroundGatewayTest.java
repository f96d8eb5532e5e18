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
@Timeout(TestTimeouts.TEST_SECONDS)
class BackgroundGatewayTest {

    @TempDir
    Path temp;

    private BackgroundGateway gateways(Duration timeout) {
        return new BackgroundGateway(new StateFolder(temp.resolve("state")), timeout);
    }

    private static ProgramCommand shell(String script) {
        return new ProgramCommand(List.of("/bin/sh", "-c", script));
    }

    private static OpenLlmException startFailure(BackgroundGateway gateways, String script) {
        return assertThrows(
                OpenLlmException.class, () -> gateways.start(shell(script), List.of(), OptionalInt.empty()));
    }

    @Test
    void theOutputOfAGatewayThatDoesNotStartIsTheError() throws IOException {
        BackgroundGateway gateways = gateways(Duration.ofSeconds(TestTimeouts.WAIT_SECONDS));
        OpenLlmException exception = startFailure(gateways, "echo 'open-llm: Port 1 is taken.' >&2; exit 3");
        assertEquals("The gateway did not start: Port 1 is taken.", exception.getMessage());
        Path log = temp.resolve("state/gateway.start.log");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log.getParent())));
    }

    @Test
    void aGatewayThatIsNotReadyInTimeIsStopped() throws Exception {
        Path processId = temp.resolve("pid");
        OpenLlmException exception =
                startFailure(gateways(Duration.ofSeconds(2)), "echo $$ > " + processId + "; exec sleep 1000");
        assertTrue(exception.getMessage().contains("not ready after 2 seconds"), exception.getMessage());
        Optional<ProcessHandle> process =
                ProcessHandle.of(Long.parseLong(Files.readString(processId).strip()));
        process.ifPresent(handle -> handle.onExit().join());
    }

    @Test
    void theFileOfAnEndedProcessIsRemoved() throws Exception {
        BackgroundGateway gateways = gateways(Duration.ofSeconds(1));
        Process endedProcess = new ProcessBuilder("/bin/true").start();
        endedProcess.waitFor();
        write(gateways, new RunningGateway(endedProcess.pid(), startedAt(0), 4141, "2026-05-04T09:30:00Z", "1"));
        assertEquals(Optional.empty(), gateways.running());
        assertFalse(Files.exists(gateways.folder().runtimeFile()));
        assertEquals(Stopped.NONE_RUNNING, gateways.stop());
    }

    @Test
    void aProcessWithTheReusedIdOfAGatewayIsNeitherFoundNorStopped() throws Exception {
        BackgroundGateway gateways = gateways(Duration.ofSeconds(1));
        Process otherProcess = new ProcessBuilder("/bin/sleep", "1000").start();
        try {
            write(gateways, new RunningGateway(otherProcess.pid(), startedAt(4711), 4141, "2026-05-04T09:30:00Z", "1"));
            assertEquals(Stopped.NONE_RUNNING, gateways.stop());
            assertTrue(otherProcess.isAlive());
        } finally {
            otherProcess.destroyForcibly();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aRunningGatewayIsFoundAfterAClockChange() throws Exception {
        BackgroundGateway gateways = gateways(Duration.ofSeconds(1));
        Process running = new ProcessBuilder("/bin/sleep", "1000").start();
        try {
            write(gateways, runningGateway(running));
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
        Process unresponsive =
                new ProcessBuilder("/bin/sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done").start();
        unresponsive.inputReader().readLine();
        write(gateways, runningGateway(unresponsive));
        assertEquals(Stopped.KILLED, gateways.stop());
        assertFalse(unresponsive.isAlive());
        assertFalse(Files.exists(gateways.folder().runtimeFile()));
    }

    @Test
    void aRunningGatewayIsNotStartedAgain() throws Exception {
        BackgroundGateway gateways = gateways(Duration.ofSeconds(1));
        Process running = new ProcessBuilder("/bin/sleep", "1000").start();
        try {
            write(gateways, runningGateway(running));
            BackgroundGateway.Started secondStart = gateways.start(shell("exit 1"), List.of(), OptionalInt.of(4141));
            assertTrue(secondStart.alreadyRunning());
            assertEquals(running.pid(), secondStart.gateway().processId());
            OpenLlmException exception = assertThrows(
                    OpenLlmException.class, () -> gateways.start(shell("exit 1"), List.of(), OptionalInt.of(5000)));
            assertEquals("The gateway is already running on port 4141.", exception.getMessage());
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

    private static RunningGateway runningGateway(Process process) {
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
