package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.process.CommandRun.Outcome;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.TestTimeouts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests for this program together with a newer version: with its messages, and with the files that both versions share
 * ({@code StateFormat}).
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class NewerVersionIT {

    private static final String NEWER_VERSION_MESSAGE = "the file was written by a newer version of Open LLM Provider";

    @TempDir
    Path home;

    private Path userFolder;

    @BeforeEach
    void makeFolder() throws Exception {
        userFolder = Files.createDirectories(home.resolve("config/openllm"));
    }

    @ParameterizedTest
    @CsvSource({
        "access.json, rules, chat -m echo/echo Hello",
        "access.json, rules, access revoke some.extension",
        "gateway.tokens.json, tokens, gateway token list",
        "gateway.tokens.json, tokens, gateway token add mine"
    })
    void aFileInANewerFormatIsNeitherReadNorWritten(String name, String list, String command) throws Exception {
        Path file = userFolder.resolve(name);
        String newerFormat = "{\"version\": 2, \"" + list + "\": {\"all\": \"allowed\"}}";
        Files.writeString(file, newerFormat);

        Outcome outcome = run("", command.split(" "));

        assertFalse(outcome.exitCode() == 0, outcome.out() + outcome.err());
        assertTrue(outcome.err().contains(NEWER_VERSION_MESSAGE), outcome.err());
        assertEquals(newerFormat, Files.readString(file));
    }

    @Test
    void additionsByANewerVersionToAFileInThisFormatArePreserved() throws Exception {
        Path access = userFolder.resolve("access.json");
        Files.writeString(access, """
            [{"consumer": "one.extension", "allowed": true, "answeredAt": "2026-01-01T00:00:00Z", "until": "noon"},
             {"consumer": "two.extension", "allowed": false, "answeredAt": "2026-01-01T00:00:00Z"}]
            """);
        Path tokens = userFolder.resolve("gateway.tokens.json");
        Files.writeString(tokens, """
            {"hint": "mine", "tokens": [{"name": "a", "created": "2026-01-01T00:00:00Z", "sha256": "00", "for": "ci"}]}
            """);

        assertEquals(0, run("", "access", "revoke", "two.extension").exitCode());
        assertEquals(0, run("", "gateway", "token", "add", "b").exitCode());

        String rules = Files.readString(access);
        assertTrue(rules.contains("until") && !rules.contains("two.extension"), rules);
        String tokensText = Files.readString(tokens);
        assertTrue(
                tokensText.contains("\"for\"") && tokensText.contains("\"hint\"") && tokensText.contains("\"b\""),
                tokensText);
    }

    @Test
    void aNewerClientIsServedAndUnknownFieldsAreReported() throws Exception {
        Packaged packaged = Packaged.ofCurrentBuild();
        try (FakeProvider provider = FakeProvider.start();
                ServerProcess server =
                        ServerProcess.start(packaged.serveCommand(packaged.cacheFlag()), Homes.environment(home))) {
            provider.respondAt(
                    "/v1/chat/completions",
                    FakeAnswer.sse(
                            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}"));
            ObjectNode initializeParams = Wire.JSON.valueToTree(Conversation.initialize(provider.uri()));
            initializeParams
                    .put("protocolVersion", 2)
                    .withObject("capabilities")
                    .put("telepathy", true);
            server.requestAndWait("initialize", initializeParams);
            server.notify("thoughts/didChange", Map.of("deep", true));

            ExecutionException exception = assertThrows(
                    ExecutionException.class,
                    () -> server.request("thoughts/read", Map.of("of", "me"))
                            .get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS));
            ObjectNode chat = Wire.JSON.valueToTree(Conversation.chat("Hi", "t"));
            chat.put("mood", "good").withObject("options").put("newOption", 1);

            assertEquals(
                    -32601,
                    assertInstanceOf(ServerProcess.RemoteError.class, exception.getCause())
                            .code());
            assertEquals(
                    "stop",
                    server.requestAndWait("chat/start", chat)
                            .path("finishReason")
                            .asText());
        }
    }

    private Outcome run(String stdin, String... arguments) throws Exception {
        try (CommandRun run = CommandRun.start(Packaged.ofCurrentBuild().launcher(), home, stdin, arguments)) {
            return run.awaitOutcome();
        }
    }
}
