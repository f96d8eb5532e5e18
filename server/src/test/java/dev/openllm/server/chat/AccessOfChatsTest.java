package dev.openllm.server.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.access.AskPermissionParams;
import dev.openllm.protocol.access.ConsentAnswer;
import dev.openllm.protocol.access.ConsentParams;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.access.Access;
import dev.openllm.server.access.ConsentQuestion;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.provider.ResolvedModel;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how chat requests enforce the decisions about access to models. */
class AccessOfChatsTest {

    private static final ConsentQuestion NO_USER = new ConsentQuestion() {
        @Override
        public boolean canAsk() {
            return false;
        }

        @Override
        public Optional<ConsentAnswer> ask(ConsentParams question) {
            return Optional.empty();
        }

        @Override
        public Optional<Boolean> askPermission(AskPermissionParams question) {
            return Optional.empty();
        }
    };

    @TempDir
    private Path folder;

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void aRefusedChatIsNotSent() {
        OpenLlmException refusal = assertThrows(
                OpenLlmException.class, () -> chat(Map.of("access.default", "deny"), "acme.tool", "Hello"));

        assertEquals(ErrorKind.PERMISSION, refusal.info().kind());
        assertEquals(List.of(), provider.requests());
    }

    @Test
    void aFallbackThatUsesAKeyAlsoNeedsConsent() {
        try (FakeProvider paidProvider = FakeProvider.start();
                Access access = new Access(folder, Map::of, NO_USER)) {
            provider.respond(FakeAnswer.error(404, "{\"error\":\"gone\"}"));
            FewProviders providers = new FewProviders(
                            FallbackTest.model("local/m", provider, "paid/m"),
                            FallbackTest.model("paid/m", paidProvider))
                    .withKeyFor("paid");

            OpenLlmException refusal = assertThrows(
                    OpenLlmException.class,
                    () -> new ChatPipeline(providers, ChatFixture.HTTP, access)
                            .chat(chatParams("acme.tool", "Hi"), event -> {}));

            assertTrue(refusal.getMessage().contains("not have permission to use paid/m yet"), refusal.getMessage());
            assertEquals(List.of(), paidProvider.requests());
        }
    }

    @Test
    void theRecordNamesConsumersAndModelsButContainsNoContent() throws IOException {
        provider.respond(FakeAnswer.ndjson(
                "{\"message\":{\"content\":\"the PEARL answer\"}}",
                "{\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":11,\"eval_count\":7}"));

        chat(Map.of(), "acme.tool", "the CORAL question");

        String record = readUsageRecord();
        assertTrue(record.contains("\"consumer\":\"acme.tool\",\"model\":\"local/m\",\"inputTokens\":11,"), record);
        assertTrue(record.contains("\"outcome\":\"stop\""), record);
        assertFalse(record.contains("CORAL") || record.contains("PEARL"), record);
    }

    @Test
    void aFailedChatIsRecordedWithItsErrorKind() throws IOException {
        provider.respond(FakeAnswer.error(401, "{\"error\":\"bad OPAL\"}"));

        assertThrows(OpenLlmException.class, () -> chat(Map.of(), "acme.tool", "Hello"));

        assertTrue(readUsageRecord().contains("\"outcome\":\"auth\",\"failed\":true"), readUsageRecord());
        assertFalse(readUsageRecord().contains("OPAL"), readUsageRecord());
    }

    private void chat(Map<String, String> settings, String consumer, String text) {
        ResolvedModel model =
                TestModels.remote(TestModels.info("local/m"), new OllamaDialect(), provider.uri(), ModelConfig.of("m"));
        try (Access access = new Access(folder, () -> settings, NO_USER)) {
            new ChatPipeline(new FewProviders(model), ChatFixture.HTTP, access)
                    .chat(chatParams(consumer, text), event -> {});
        }
    }

    private static ChatParams chatParams(String consumer, String text) {
        return new ChatParams(
                "local/m",
                List.of(Message.user(text)),
                List.of(),
                ToolChoice.AUTO,
                ChatOptions.DEFAULTS,
                Optional.empty(),
                Optional.of(consumer));
    }

    private String readUsageRecord() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("usage"))) {
            return files.map(AccessOfChatsTest::read).collect(Collectors.joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
