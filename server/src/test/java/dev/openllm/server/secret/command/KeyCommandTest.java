package dev.openllm.server.secret.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.secret.command.KeyCommand.Result;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for programs that print an API key, which are run without a shell and with limits on time and output. */
@Timeout(TestTimeouts.TEST_SECONDS)
@DisabledOnOs(OS.WINDOWS)
class KeyCommandTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(TestTimeouts.WAIT_SECONDS);

    @TempDir
    Path home;

    private Path program;

    @BeforeEach
    void open() {
        program = home.resolve("print-key");
    }

    private Result run(String script, String... arguments) throws Exception {
        return run(TIMEOUT, script, arguments);
    }

    private Result run(Duration timeout, String script, String... arguments) throws Exception {
        writeScript(program, script);
        List<String> command = new java.util.ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return command(timeout).run(command);
    }

    private KeyCommand command(Duration timeout) {
        return new KeyCommand(Map.of("PATH", home.resolve("bin") + ":relative::/usr/bin:/bin"), home, timeout);
    }

    private static Path writeScript(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    @Test
    void theFirstLineIsTheKey() throws Exception {
        assertEquals(new Result.Printed("canary-key"), run("printf 'canary-key \\r\\nuser: ada\\n'"));
    }

    @Test
    void aLineWithoutALineEndingIsRead() throws Exception {
        assertEquals(new Result.Printed("canary-key"), run("printf canary-key"));
    }

    @Test
    void argumentsAreNotInterpretedByAShell() throws Exception {
        assertEquals(new Result.Printed("$(id);`id`|x * \"'"), run("printf '%s\\n' \"$1\"", "$(id);`id`|x * \"'"));
    }

    @Test
    void theCommandRunsInTheHomeFolderAndNotInTheCurrentOne() throws Exception {
        assertEquals(new Result.Printed(home.toRealPath().toString()), run("pwd -P"));
    }

    @Test
    void theCommandHasNoStdin() throws Exception {
        assertEquals(new Result.Printed("end"), run("cat; echo end"));
    }

    @Test
    void outputOnStderrIsNotAKey() throws Exception {
        assertEquals(new Result.NoKey(), run("echo canary-key >&2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {":", "echo", "printf '\\n\\nkey\\n'", "printf '  \\nkey\\n'"})
    void anEmptyFirstLineIsNotAKey(String script) throws Exception {
        assertEquals(new Result.NoKey(), run(script));
    }

    @Test
    void aNonzeroExitCodeIsAFailureWhateverWasPrinted() throws Exception {
        assertEquals(new Result.Exited(3), run("echo canary-key; exit 3"));
    }

    @Test
    void aSlowCommandIsKilledWithItsChildProcesses() throws Exception {
        Path childPidFile = home.resolve("child");
        Result result = run(
                Duration.ofMillis(700),
                "sleep 600 & echo $! > '" + childPidFile + ".tmp'; mv '" + childPidFile + ".tmp' '" + childPidFile
                        + "'; wait");

        assertEquals(new Result.TooLate(), result);
        assertEnded(Long.parseLong(Files.readString(childPidFile).strip()));
    }

    @Test
    void moreThan64KibOfOutputEndTheCommand() throws Exception {
        assertEquals(new Result.TooMuch(), run("while :; do echo 0123456789012345678901234567890123456789; done"));
    }

    @Test
    void sixtyFourKibOfOutputAreAllowed() throws Exception {
        assertInstanceOf(Result.Printed.class, run("echo key; head -c 65500 /dev/zero"));
    }

    @Test
    void aChildProcessThatHoldsTheOutputOpenIsNotAwaited() throws Exception {
        assertEquals(new Result.Printed("canary-key"), run("sleep 5 & echo canary-key"));
    }

    @Test
    void aCancellationEndsTheCommand() throws Exception {
        Path pidFile = home.resolve("pid");
        writeScript(
                program, "echo $$ > '" + pidFile + ".tmp'; mv '" + pidFile + ".tmp' '" + pidFile + "'; exec sleep 600");
        Thread thread = Thread.ofVirtual()
                .unstarted(() -> assertThrows(
                        InterruptedException.class, () -> command(TIMEOUT).run(List.of(program.toString()))));
        thread.start();
        while (!Files.exists(pidFile)) {
            Thread.sleep(5);
        }
        thread.interrupt();
        thread.join();
        assertEnded(Long.parseLong(Files.readString(pidFile).strip()));
    }

    @Test
    void aNameIsSearchedForInThePath() throws Exception {
        writeScript(home.resolve("bin/key-tool"), "echo canary-key");
        assertEquals(new Result.Printed("canary-key"), command(TIMEOUT).run(List.of("key-tool")));
    }

    @Test
    void aPathCanStartWithTheHomeFolder() throws Exception {
        writeScript(home.resolve("tools/key-tool"), "echo canary-key");
        assertEquals(new Result.Printed("canary-key"), command(TIMEOUT).run(List.of("~/tools/key-tool")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-such-program",
                "./print-key",
                "../print-key",
                "bin/key",
                "/no/such/program",
                "pass show openai",
                "/",
                "."
            })
    void otherValuesAreNotCommands(String name) throws Exception {
        writeScript(program, "echo canary-key");
        assertEquals(new Result.NoProgram(name), command(TIMEOUT).run(List.of(name)));
    }

    @Test
    void aFileThatIsNotExecutableIsNotACommand() throws Exception {
        Files.writeString(program, "echo canary-key\n");
        assertInstanceOf(Result.NoProgram.class, command(TIMEOUT).run(List.of(program.toString())));
    }

    @Test
    void theStringFormOfAResultDoesNotContainTheKey() {
        assertFalse(new Result.Printed("canary-key").toString().contains("canary"));
    }

    private static void assertEnded(long processId) throws Exception {
        for (int i = 0; i < 100 * TestTimeouts.WAIT_SECONDS; i++) {
            if (ProcessHandle.of(processId).filter(ProcessHandle::isAlive).isEmpty()) {
                return;
            }
            Thread.sleep(10);
        }
        assertTrue(false, "the process still runs");
    }
}
