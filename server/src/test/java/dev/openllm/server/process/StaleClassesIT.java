package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that the launcher runs the new classes after an update. Java 25.0.2 and 25.0.3 would load the old classes from
 * any cache.
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class StaleClassesIT {

    private static final String BUILT_IN_NAME = "Echo (built in)";
    private static final String REPLACED_NAME = "Echo (replaced)";

    @TempDir
    Path home;

    private Packaged program;

    @BeforeEach
    void install() throws IOException {
        Path source = Packaged.ofCurrentBuild().folder();
        Path folder = Files.createDirectories(home.resolve("a program"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(source, "open-llm*")) {
            for (Path file : files) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Files.createSymbolicLink(folder.resolve("runtime"), source.resolve("runtime"));
        program = new Packaged(folder);
    }

    @AfterEach
    void removeLinksOutOfTheTemporaryFolder() throws IOException {
        Path runtime = program.folder().resolve("runtime");
        for (Path link : List.of(runtime.resolve("bin"), runtime)) {
            if (Files.isSymbolicLink(link)) {
                Files.delete(link);
            }
        }
    }

    @Test
    void theLauncherUsesTheCacheOfItsBuild() throws Exception {
        assertEquals(List.of(BUILT_IN_NAME), echoModels());
        assertTrue(commandLine().contains("-XX:AOTCache="));
    }

    @Test
    void aReplacedJarWithAnOldCacheRunsItsOwnClasses() throws Exception {
        assertEquals(List.of(BUILT_IN_NAME), echoModels());

        OtherBuild.replace(program.jar(), BUILT_IN_NAME, REPLACED_NAME);

        assertEquals(List.of(REPLACED_NAME), echoModels());
    }

    @Test
    void otherFlagsDisableTheCache() throws Exception {
        Files.writeString(program.folder().resolve("open-llm.flags"), "-Dsome.flag=1\n", StandardOpenOption.APPEND);

        assertFalse(commandLine().contains("-XX:AOTCache="));
    }

    @Test
    void anotherJavaVersionDisablesTheCache() throws Exception {
        Path runtime = program.folder().resolve("runtime");
        Path realRuntime = runtime.toRealPath();
        Files.delete(runtime);
        Files.createDirectory(runtime);
        Files.createSymbolicLink(runtime.resolve("bin"), realRuntime.resolve("bin"));
        String release = Files.readString(realRuntime.resolve("release"));
        Files.writeString(runtime.resolve("release"), release.replaceFirst("VERSION=\"25", "VERSION=\"26"));

        assertFalse(commandLine().contains("-XX:AOTCache="));
    }

    private List<String> echoModels() throws Exception {
        try (FakeProvider provider = FakeProvider.start();
                ServerProcess server = startServer()) {
            server.requestAndWait("initialize", Conversation.initialize(provider.uri()));
            JsonNode models =
                    server.requestAndWait("models/list", ListModelsParams.ALL).path("models");
            return StreamSupport.stream(models.spliterator(), false)
                    .filter(model -> model.path("id").asText().equals("echo/echo"))
                    .map(model -> model.path("name").asText())
                    .toList();
        }
    }

    /** Returns the command line of the process that the launcher became. */
    private String commandLine() throws Exception {
        try (FakeProvider provider = FakeProvider.start();
                ServerProcess server = startServer()) {
            server.requestAndWait("initialize", Conversation.initialize(provider.uri()));
            return server.process().info().commandLine().orElseThrow();
        }
    }

    private ServerProcess startServer() throws IOException {
        return ServerProcess.start(List.of(program.launcher().toString(), "serve", "--stdio"), Homes.environment(home));
    }
}
