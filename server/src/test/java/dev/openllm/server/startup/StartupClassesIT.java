package dev.openllm.server.startup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.server.process.Conversation;
import dev.openllm.server.process.Homes;
import dev.openllm.server.process.Packaged;
import dev.openllm.server.process.ServerProcess;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.TestTimeouts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests which classes the packaged server loads between its start and its first response. */
@Timeout(TestTimeouts.TEST_SECONDS)
class StartupClassesIT {

    /** Classes whose loading takes one millisecond or more and that a local model without an API key does not need. */
    private static final List<String> UNNEEDED_CLASSES = List.of(
            "picocli.",
            "com.github.javakeyring.Keyring",
            "com.github.javakeyring.internal.",
            "com.knuddels.jtokkit.",
            "com.microsoft.",
            "org.java_websocket.",
            "sun.security.x509.X509CertImpl");

    @TempDir
    private Path temp;

    /** Without the AOT cache, whose classes are loaded before the program starts. */
    @Test
    void theFirstResponseOfALocalModelLoadsNeitherTheCommandLineNorTheKeychainNorCertificates() throws Exception {
        Path log = temp.resolve("classes.log");
        List<String> command = new Packaged(Path.of("target").toAbsolutePath())
                .serveCommand("-Xlog:class+load,class+init=info:file=" + log);
        try (FakeProvider provider = PlayedModel.start();
                ServerProcess server = ServerProcess.start(command, Homes.environment(temp))) {
            server.requestAndWait("initialize", Conversation.initialize(provider.uri()));
            CompletableFuture<JsonNode> chat =
                    server.request("chat/start", Conversation.chat("Say something.", "first"));
            server.awaitNotification("$/progress");

            List<String> loaded = loadedClasses(log);

            chat.get();
            assertTrue(loaded.size() > 1_000, "the log is read: " + loaded.size());
            assertEquals(
                    List.of(),
                    loaded.stream()
                            .filter(name -> UNNEEDED_CLASSES.stream().anyMatch(name::startsWith))
                            .toList());
            assertEquals(
                    List.of(),
                    loaded.stream()
                            .filter(name -> name.contains("$$TypeSwitch"))
                            .toList(),
                    "the build replaces switches over types");
            assertEquals(List.of(), initializedClasses(log, "java/math/BigDecimal"), "it takes 22 ms");
            assertEquals(List.of(), initializedClasses(log, "java/text/SimpleDateFormat"), "it takes 4 ms");
        }
    }

    /**
     * Returns the initialized classes from lines such as {@code [0.060s][info][class,init] 12 Initializing
     * 'java/lang/Object' (0x…) by thread "main"}.
     */
    private static List<String> initializedClasses(Path log, String name) throws Exception {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> initializations =
                    lines.filter(line -> line.contains("Initializing '")).toList();
            assertTrue(initializations.size() > 100, "the log is read: " + initializations.size());
            return initializations.stream()
                    .filter(line -> line.contains("'" + name + "'"))
                    .toList();
        }
    }

    /**
     * Returns the loaded classes from lines such as {@code [0.050s][info][class,load] java.lang.Object source:
     * jrt:/java.base}.
     */
    private static List<String> loadedClasses(Path log) throws Exception {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" source: "))
                    .map(line -> line.substring(line.lastIndexOf(']') + 1, line.indexOf(" source: "))
                            .strip())
                    .toList();
        }
    }
}
