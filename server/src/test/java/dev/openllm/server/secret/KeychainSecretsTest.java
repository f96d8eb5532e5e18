package dev.openllm.server.secret;

import static dev.openllm.server.testing.KeyringSession.UNLOCK_COMMANDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.testing.KeyringSession;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests with the keychain of a real {@code gnome-keyring} daemon in a separate D-Bus session. */
class KeychainSecretsTest {

    @TempDir
    Path temp;

    @BeforeEach
    void assumeKeyringIsInstalled() {
        KeyringSession.assumeInstalled();
    }

    @Test
    void aKeyIsStoredReadReplacedAndDeleted() throws Exception {
        assertEquals(
                List.of("absent", "ok", "found first-ümlaut", "ok", "found second", "ok", "absent", "ok"),
                runSession(
                        UNLOCK_COMMANDS,
                        "get",
                        "set first-ümlaut",
                        "get",
                        "set second",
                        "get",
                        "delete",
                        "get",
                        "delete"));
    }

    @Test
    void aLockedKeychainIsUnavailableAndNotEmpty() throws Exception {
        String lockCommand =
                "run dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets"
                    + " org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login";
        List<String> results = runSession(UNLOCK_COMMANDS, "set first", lockCommand, "get", "set second", "delete");

        assertEquals("exit 0", results.get(1));
        assertTrue(
                results.get(2).startsWith("unavailable The system keychain is locked. Unlock the keychain"),
                results::toString);
        assertTrue(results.get(3).startsWith("failed The system keychain is locked"), results::toString);
        assertTrue(results.get(4).startsWith("failed The system keychain is locked"), results::toString);
    }

    @Test
    void aLockedKeychainDoesNotPromptTheUser() throws Exception {
        String lockCommand =
                "run dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets"
                    + " org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login";
        String monitorCommand = "run dbus-monitor --session \"member='Unlock'\" > $HOME/unlock 2>&1 &"
                + " until grep -q NameAcquired $HOME/unlock; do :; done";
        List<String> results = runSession(
                UNLOCK_COMMANDS,
                "set first",
                lockCommand,
                monitorCommand,
                "get",
                "set second",
                "run ! grep -q member=Unlock $HOME/unlock");

        assertTrue(results.get(3).startsWith("unavailable The system keychain is locked"), results::toString);
        assertEquals("exit 0", results.getLast(), results::toString);
    }

    @Test
    void aKilledDaemonIsUnavailable() throws Exception {
        List<String> results = runSession(UNLOCK_COMMANDS, "set first", "run kill -9 $(cat $HOME/daemon.pid)", "get");

        assertTrue(results.get(2).startsWith("unavailable "), results::toString);
    }

    @Test
    void withoutAKeychainKeysCannotBeStoredButReadingIsNotAnError() throws Exception {
        List<String> results =
                runSession("unset DBUS_SESSION_BUS_ADDRESS XDG_RUNTIME_DIR; ", "get", "set first", "get", "delete");

        assertEquals(List.of("absent", "failed No system keychain is available.", "absent", "ok"), results);
    }

    /** Runs commands of {@link KeychainSession} and returns its replies. */
    private List<String> runSession(String setup, String... commands) throws IOException, InterruptedException {
        Path home = Files.createDirectories(temp.resolve("home"));
        Path runtime = Files.createDirectories(temp.resolve("runtime"));
        runtime.toFile().setReadable(false, false);
        runtime.toFile().setReadable(true, true);
        ProcessBuilder builder = new ProcessBuilder(KeyringSession.inSession(
                setup,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dstdout.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KeychainSession.class.getName(),
                        home.resolve("openllm").toString())));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_RUNTIME_DIR", runtime.toString());
        builder.environment().put("XDG_DATA_HOME", home.resolve("data").toString());
        Process process = builder.redirectError(temp.resolve("stderr").toFile()).start();
        try (BufferedWriter in = process.outputWriter(StandardCharsets.UTF_8)) {
            for (String command : commands) {
                in.write(command + "\n");
            }
        }
        try (Stream<String> lines = process.inputReader(StandardCharsets.UTF_8).lines()) {
            return lines.toList();
        } finally {
            process.waitFor();
        }
    }
}
