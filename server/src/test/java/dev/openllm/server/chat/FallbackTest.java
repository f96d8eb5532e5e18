package dev.openllm.server.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatEvent.Notice.Topic;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.FailurePhrases;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.provider.ResolvedModel;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FallbackTest {

    private static final FakeAnswer OK =
            FakeAnswer.ndjson("{\"message\":{\"content\":\"ok\"}}", "{\"done\":true,\"done_reason\":\"stop\"}");

    private final FakeProvider firstProvider = FakeProvider.start();
    private final FakeProvider secondProvider = FakeProvider.start();
    private final ChatFixture chat = new ChatFixture(new FewProviders(
            model("first/m", firstProvider, "second/m", "echo/echo"),
            model("second/m", secondProvider),
            new ResolvedModel.Echo(TestModels.info("echo/echo")),
            model("lonely/m", firstProvider, "nobody/knows", "second/m")));

    @AfterEach
    void stop() {
        firstProvider.close();
        secondProvider.close();
    }

    @Test
    void theNextModelRespondsIfTheFirstOneCannot() {
        firstProvider.respond(FakeAnswer.error(401, "{\"error\":\"bad key\"}"));
        secondProvider.respond(OK);

        ChatResult result = chat.send("first/m", "Hi");

        assertEquals("second/m", result.model());
        ChatEvent.Notice notice = chat.events(ChatEvent.Notice.class).getFirst();
        assertEquals(Topic.FALLBACK, notice.topic());
        assertEquals("first/m failed: bad key. Trying second/m instead.", notice.message());
    }

    static List<FailurePhrases.Failure> overflows() {
        return FailurePhrases.overflows();
    }

    @ParameterizedTest
    @MethodSource("overflows")
    void aPromptThatIsTooLongForOneModelIsSentToTheNext(FailurePhrases.Failure failure) {
        firstProvider.respond(FakeAnswer.error(failure.status(), failure.body()));
        secondProvider.respond(OK);

        assertEquals("second/m", chat.send("first/m", "Hi").model());
        assertEquals(1, firstProvider.requests().size());
    }

    @Test
    void fallbacksAreUsedAfterRetries() {
        FakeAnswer unavailable = FakeAnswer.error(503, "{\"error\":\"down\"}");
        firstProvider.respond(unavailable, unavailable, unavailable);
        secondProvider.respond(OK);

        chat.send("first/m", "Hi");

        assertEquals(
                List.of(Topic.RETRY, Topic.RETRY, Topic.FALLBACK),
                chat.events(ChatEvent.Notice.class).stream()
                        .map(ChatEvent.Notice::topic)
                        .toList());
    }

    @Test
    void theChainIsFollowedToItsEnd() {
        firstProvider.respond(FakeAnswer.error(401, "{\"error\":\"bad key\"}"));
        secondProvider.respond(FakeAnswer.error(404, "{\"error\":\"no such model\"}"));

        assertEquals("echo/echo", chat.send("first/m", "Hi").model());
        assertEquals("Hi", chat.text());
    }

    @Test
    void anUnknownFallbackIsSkipped() {
        firstProvider.respond(FakeAnswer.error(401, "{\"error\":\"bad key\"}"));
        secondProvider.respond(OK);

        assertEquals("second/m", chat.send("lonely/m", "Hi").model());
    }

    @Test
    void ifAllModelsFailTheFirstErrorIsReportedAndNamesTheOthers() {
        firstProvider.respond(FakeAnswer.error(401, "{\"error\":\"bad key\"}"));
        secondProvider.respond(FakeAnswer.error(402, "{\"error\":\"no credit\"}"));

        ErrorInfo error = chat.expectError("lonely/m", "Hi");

        assertEquals(ErrorKind.AUTH, error.kind());
        assertEquals("lonely/m", error.model().orElseThrow());
        assertTrue(
                error.message()
                        .equals("bad key. nobody/knows failed: There is no model nobody/knows. second/m failed: "
                                + "no credit."),
                error.message());
    }

    @Test
    void anInvalidRequestIsNotSentToAFallback() {
        firstProvider.respond(FakeAnswer.error(400, "{\"error\":\"temperature must not be negative\"}"));

        assertEquals(
                ErrorKind.INVALID_REQUEST, chat.expectError("first/m", "Hi").kind());
        assertEquals(List.of(), secondProvider.requests());
    }

    @Test
    void noFallbackIsUsedAfterTheResponseHasStarted() {
        firstProvider.respond(FakeAnswer.ndjson("{\"message\":{\"content\":\"Hal\"}}", "{\"error\":\"crashed\"}"));

        assertEquals("crashed", chat.expectError("first/m", "Hi").message());
        assertEquals(List.of(), secondProvider.requests());
    }

    static ResolvedModel model(String id, FakeProvider provider, String... fallbacks) {
        ModelConfig config = new ModelConfig(
                "m",
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(fallbacks),
                Map.of());
        return TestModels.remote(TestModels.info(id), new OllamaDialect(), provider.uri(), config);
    }
}
