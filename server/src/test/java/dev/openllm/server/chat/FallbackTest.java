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

    private final FakeProvider first = FakeProvider.start();
    private final FakeProvider second = FakeProvider.start();
    private final ChatFixture chat = new ChatFixture(new FewProviders(
            model("first/m", first, "second/m", "echo/echo"),
            model("second/m", second),
            new ResolvedModel.Echo(TestModels.info("echo/echo")),
            model("lonely/m", first, "nobody/knows", "second/m")));

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void theNextModelRespondsIfTheFirstOneCannot() {
        first.answer(FakeAnswer.error(401, "{\"error\":\"bad key\"}"));
        second.answer(OK);

        ChatResult result = chat.ask("first/m", "Hi");

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
        first.answer(FakeAnswer.error(failure.status(), failure.body()));
        second.answer(OK);

        assertEquals("second/m", chat.ask("first/m", "Hi").model());
        assertEquals(1, first.requests().size());
    }

    @Test
    void fallbacksAreUsedAfterRetries() {
        FakeAnswer down = FakeAnswer.error(503, "{\"error\":\"down\"}");
        first.answer(down, down, down);
        second.answer(OK);

        chat.ask("first/m", "Hi");

        assertEquals(
                List.of(Topic.RETRY, Topic.RETRY, Topic.FALLBACK),
                chat.events(ChatEvent.Notice.class).stream()
                        .map(ChatEvent.Notice::topic)
                        .toList());
    }

    @Test
    void theChainIsFollowedToItsEnd() {
        first.answer(FakeAnswer.error(401, "{\"error\":\"bad key\"}"));
        second.answer(FakeAnswer.error(404, "{\"error\":\"no such model\"}"));

        assertEquals("echo/echo", chat.ask("first/m", "Hi").model());
        assertEquals("Hi", chat.text());
    }

    @Test
    void anUnknownFallbackIsSkipped() {
        first.answer(FakeAnswer.error(401, "{\"error\":\"bad key\"}"));
        second.answer(OK);

        assertEquals("second/m", chat.ask("lonely/m", "Hi").model());
    }

    @Test
    void ifAllModelsFailTheFirstErrorIsReportedAndNamesTheOthers() {
        first.answer(FakeAnswer.error(401, "{\"error\":\"bad key\"}"));
        second.answer(FakeAnswer.error(402, "{\"error\":\"no credit\"}"));

        ErrorInfo error = chat.failing("lonely/m", "Hi");

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
        first.answer(FakeAnswer.error(400, "{\"error\":\"temperature must not be negative\"}"));

        assertEquals(ErrorKind.INVALID_REQUEST, chat.failing("first/m", "Hi").kind());
        assertEquals(List.of(), second.requests());
    }

    @Test
    void noFallbackIsUsedAfterTheResponseHasStarted() {
        first.answer(FakeAnswer.ndjson("{\"message\":{\"content\":\"Hal\"}}", "{\"error\":\"crashed\"}"));

        assertEquals("crashed", chat.failing("first/m", "Hi").message());
        assertEquals(List.of(), second.requests());
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
