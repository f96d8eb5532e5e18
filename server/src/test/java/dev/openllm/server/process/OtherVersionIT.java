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
@Timeout(TestTimeouts.TEST_SECONDS)
class OtherVersionIT {

    private static final String VERSION_ATTRIBUTE = "Implementation-Version: ";

    @TempDir
    Path home;

    private String ownVersion;
    private String otherVersion;
    private Packaged otherProgram;

    @BeforeEach
    void installTheOther() throws IOException {
        Path source = Packaged.ofCurrentBuild().folder();
        Path folder = Files.createDirectories(home.resolve("other program"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(source, "open-llm*")) {
            for (Path file : files) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Files.createSymbolicLink(folder.resolve("runtime"), source.resolve("runtime"));
        otherProgram = new Packaged(folder);
        try (JarFile jar = new JarFile(otherProgram.jar().toFile())) {
            ownVersion = jar.getManifest().getMainAttributes().getValue("Implementation-Version");
        }
        otherVersion = "9" + ownVersion.substring(1);
    }

    @AfterEach
    void removeTheLinkOutOfTheTemporaryFolder() throws IOException {
        Files.delete(otherProgram.folder().resolve("runtime"));
    }

    @Test
    void aCommandReportsThatTheWindowHasAnotherVersion() throws Exception {
        changeToOtherVersion();
        try (ServerProcess windowServer = ServerProcess.start(otherProgram.serveCommand(), Homes.environment(home))) {
            windowServer.requestAndWait(
                    "initialize",
                    Wire.JSON.readTree(
                            "{\"clientName\":\"vscode\",\"clientVersion\":\"1\",\"capabilities\":{},\"settings\":{"
                                    + "\"folders\":[\"" + home.toRealPath()
                                    + "\"],\"asksForTrust\":true,\"trusted\":true,\"user\":{\"rpc\":{\"enabled\":true}}}}"));
            windowServer.requestAndWait("models/list", Wire.JSON.createObjectNode());
            awaitPublished(home.resolve("run/openllm/" + windowServer.process().pid() + ".json"));

            Outcome models = run(Packaged.ofCurrentBuild(), "models");

            assertTrue(models.out().contains("echo/echo"), models.out());
            assertEquals(
                    "Using the server that is already running for this folder (process "
                            + windowServer.process().pid() + ", version " + otherVersion + ").\n",
                    models.err());
        }
    }

    @Test
    void aGatewayOfAnotherVersionIsFoundReportedAndStopped() throws Exception {
        changeToOtherVersion();
        assertEquals(0, run(otherProgram, "gateway", "start", "--port", "0").exitCode());
        try {
            Outcome outcome = run(Packaged.ofCurrentBuild(), "gateway", "start");
            assertTrue(
                    outcome.err()
                            .contains("The gateway has version " + otherVersion + ", but this command has version "
                                    + ownVersion + "."),
                    outcome.err());
        } finally {
            assertEquals(
                    "The gateway stopped.\n",
                    run(Packaged.ofCurrentBuild(), "gateway", "stop").err());
        }
    }

    @Test
    void afterAnUpdateTheGatewayAtLoginIsTheNewVersion() throws Exception {
        Path unitFile = Path.of(run(otherProgram, "gateway", "at-login").out().strip());
        List<String> loginCommand = execStartArguments(Files.readString(unitFile));

        changeToOtherVersion();

        List<String> command = new ArrayList<>(loginCommand.subList(0, loginCommand.indexOf("gateway")));
        command.add("--version");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Homes.environment(home));
        Process process = builder.start();
        assertEquals(
                "open-llm " + otherVersion, new String(process.getInputStream().readAllBytes()).strip());
    }

    /** A server publishes its address before it receives the folders of its client. */
    private void awaitPublished(Path file) throws Exception {
        String folder = home.toRealPath().toString();
        for (int attempt = 0; attempt < TestTimeouts.WAIT_SECONDS * 20; attempt++) {
            if (Files.exists(file) && Files.readString(file).contains(folder)) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError(file + " does not contain " + folder);
    }

    private void changeToOtherVersion() throws IOException {
        OtherBuild.replace(otherProgram.jar(), VERSION_ATTRIBUTE + ownVersion, VERSION_ATTRIBUTE + otherVersion);
    }

    private static List<String> execStartArguments(String unitText) {
        String line = unitText.lines()
                .filter(candidate -> candidate.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow();
        return Arrays.stream(line.substring("ExecStart=\"".length()).split("\"( \"|$)"))
                .toList();
    }

    private Outcome run(Packaged program, String... arguments) throws Exception {
        try (CommandRun run = CommandRun.start(program.launcher(), home, "", arguments)) {
            return run.awaitOutcome();
        }
    }
}
