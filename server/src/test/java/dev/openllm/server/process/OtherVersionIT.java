package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.Wire;
import dev.openllm.server.process.CommandRun.Outcome;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests for two versions of the packaged program on one machine: an old window with a new command, and an update while
 * the program is running.
 */
@Timeout(TestTimeouts.OF_A_TEST)
class OtherVersionIT {

    private static final String VERSION = "Implementation-Version: ";

    @TempDir
    Path home;

    private String ownVersion;
    private String otherVersion;
    private Packaged other;

    @BeforeEach
    void installTheOther() throws IOException {
        Path built = Packaged.ofThisBuild().folder();
        Path folder = Files.createDirectories(home.resolve("other program"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(built, "open-llm*")) {
            for (Path file : files) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Files.createSymbolicLink(folder.resolve("runtime"), built.resolve("runtime"));
        other = new Packaged(folder);
        try (JarFile jar = new JarFile(other.jar().toFile())) {
            ownVersion = jar.getManifest().getMainAttributes().getValue("Implementation-Version");
        }
        otherVersion = "9" + ownVersion.substring(1);
    }

    @AfterEach
    void removeTheLinkOutOfTheTemporaryFolder() throws IOException {
        Files.delete(other.folder().resolve("runtime"));
    }

    @Test
    void aCommandReportsThatTheWindowHasAnotherVersion() throws Exception {
        becomeOtherVersion();
        try (ServerProcess window = ServerProcess.start(other.serve(), Homes.environment(home))) {
            window.ask(
                    "initialize",
                    Wire.JSON.readTree(
                            "{\"clientName\":\"vscode\",\"clientVersion\":\"1\",\"capabilities\":{},\"settings\":{"
                                    + "\"folders\":[\"" + home.toRealPath()
                                    + "\"],\"asksForTrust\":true,\"trusted\":true,\"user\":{\"rpc\":{\"enabled\":true}}}}"));
            window.ask("models/list", Wire.JSON.createObjectNode());
            awaitPublished(home.resolve("run/openllm/" + window.process().pid() + ".json"));

            Outcome models = run(Packaged.ofThisBuild(), "models");

            assertTrue(models.out().contains("echo/echo"), models.out());
            assertEquals(
                    "Using the server that is already running for this folder (process "
                            + window.process().pid() + ", version " + otherVersion + ").\n",
                    models.err());
        }
    }

    @Test
    void aGatewayOfAnotherVersionIsFoundReportedAndStopped() throws Exception {
        becomeOtherVersion();
        assertEquals(0, run(other, "gateway", "start", "--port", "0").exitCode());
        try {
            Outcome again = run(Packaged.ofThisBuild(), "gateway", "start");
            assertTrue(
                    again.err()
                            .contains("The gateway has version " + otherVersion + ", but this command has version "
                                    + ownVersion + "."),
                    again.err());
        } finally {
            assertEquals(
                    "The gateway stopped.\n",
                    run(Packaged.ofThisBuild(), "gateway", "stop").err());
        }
    }

    @Test
    void afterAnUpdateTheGatewayAtLoginIsTheNewVersion() throws Exception {
        Path unit = Path.of(run(other, "gateway", "at-login").out().strip());
        List<String> atLogin = words(Files.readString(unit));

        becomeOtherVersion();

        List<String> program = new ArrayList<>(atLogin.subList(0, atLogin.indexOf("gateway")));
        program.add("--version");
        ProcessBuilder start = new ProcessBuilder(program).redirectErrorStream(true);
        start.environment().putAll(Homes.environment(home));
        Process started = start.start();
        assertEquals(
                "open-llm " + otherVersion, new String(started.getInputStream().readAllBytes()).strip());
    }

    /** A server publishes its address before it receives the folders of its client. */
    private void awaitPublished(Path file) throws Exception {
        String folder = home.toRealPath().toString();
        for (int waited = 0; waited < TestTimeouts.SECONDS * 20; waited++) {
            if (Files.exists(file) && Files.readString(file).contains(folder)) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError(file + " does not contain " + folder);
    }

    private void becomeOtherVersion() throws IOException {
        OtherBuild.replace(other.jar(), VERSION + ownVersion, VERSION + otherVersion);
    }

    private static List<String> words(String unit) {
        String line = unit.lines()
                .filter(found -> found.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow();
        return Arrays.stream(line.substring("ExecStart=\"".length()).split("\"( \"|$)"))
                .toList();
    }

    private Outcome run(Packaged program, String... arguments) throws Exception {
        try (CommandRun run = CommandRun.start(program.launcher(), home, "", arguments)) {
            return run.end();
        }
    }
}
