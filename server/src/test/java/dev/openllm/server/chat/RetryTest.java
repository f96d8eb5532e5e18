package dev.openllm.server.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatEvent.Notice.Topic;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.chat.retry.RetryPolicy;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.NobodyThere;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {

    private static final FakeAnswer OK =
            FakeAnswer.ndjson("{\"message\":{\"content\":\"ok\"}}", "{\"done\":true,\"done_reason\":\"stop\"}");

    private final FakeProvider provider = FakeProvider.start();
    private final ChatFixture chat = new ChatFixture(new FewProviders(
            TestModels.remote(TestModels.info("local/m"), new OllamaDialect(), provider.uri(), ModelConfig.of("m"))));

    @AfterEach
    void stop() {
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 429, 500, 502, 503, 529})
    void temporaryFailuresAreRetried(int status) {
        provider.respond(FakeAnswer.error(status, "{\"error\":\"not now\"}"), OK);

        chat.send("local/m", "Hi");

        assertEquals("ok", chat.text());
        assertEquals(Topic.RETRY, chat.events(ChatEvent.Notice.class).getFirst().topic());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 413, 422})
    void permanentFailuresAreNotRetried(int status) {
        provider.respond(FakeAnswer.error(status, "{\"error\":\"no\"}"), OK);

        chat.expectError("local/m", "Hi");

        assertEquals(1, provider.requests().size());
    }

    @Test
    void throttlingIsRetriedEvenWithTheStatusOfAnInvalidRequest() {
        provider.respond(
                FakeAnswer.error(400, "{\"error\":{\"type\":\"ThrottlingException\",\"message\":\"Slow\"}}"), OK);

        chat.send("local/m", "Hi");

        assertEquals("ok", chat.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"message\":{\"content\":\"\"}}\n"})
    void aStreamThatEndsBeforeAnythingWasDeliveredIsRetried(String body) {
        provider.respond(FakeAnswer.of(200, "application/x-ndjson", body), OK);

        chat.send("local/m", "Hi");

        assertEquals("ok", chat.text());
    }

    @Test
    void aResponseOfAnotherTypeIsNotRetried() {
        provider.respond(FakeAnswer.of(200, "text/html", "<html></html>"), OK);

        assertEquals(ErrorKind.BAD_RESPONSE, chat.expectError("local/m", "Hi").kind());
        assertEquals(1, provider.requests().size());
    }

    @Test
    void twoRetriesAreMadeWithIncreasingWaits() {
        FakeAnswer unavailable = FakeAnswer.error(503, "{\"error\":\"down\"}");
        provider.respond(unavailable, unavailable, unavailable, OK);

        ErrorInfo error = chat.expectError("local/m", "Hi");

        assertEquals(ErrorKind.OVERLOADED, error.kind());
        assertEquals(3, provider.requests().size());
        assertEquals(List.of(Duration.ofMillis(500), Duration.ofMillis(1000)), chat.waits);
    }

    @Test
    void aRefusedConnectionIsRetried() {
        try (NobodyThere unusedPort = new NobodyThere()) {
            ChatFixture chat = new ChatFixture(new FewProviders(TestModels.remote(
                    TestModels.info("local/m"), new OllamaDialect(), unusedPort.uri(), ModelConfig.of("m"))));

            chat.expectError("local/m", "Hi");

            assertEquals(2, chat.waits.size());
        }
    }

    @Test
    void theProvidersRetryAfterIsHonored() {
        provider.respond(FakeAnswer.error(429, "{\"error\":\"slow down\"}").withHeader("Retry-After", "7"), OK);

        chat.send("local/m", "Hi");

        assertEquals(List.of(Duration.ofSeconds(7)), chat.waits);
    }

    @Test
    void aWaitOfMoreThanAMinuteIsNotHonored() {
        provider.respond(FakeAnswer.error(429, "{\"error\":\"later\"}").withHeader("Retry-After", "3600"), OK);

        ErrorInfo error = chat.expectError("local/m", "Hi");

        assertEquals(List.of(), chat.waits);
        assertTrue(error.hint().orElseThrow().contains("3600 s"), error.hint().toString());
    }

    @ParameterizedTest
    @CsvSource({"503,false,1", "422,true,2", "404,true,1"})
    void theRetryHeaderIsHonoredExceptForPermanentFailures(int status, String header, int requests) {
        provider.respond(FakeAnswer.error(status, "{\"error\":\"x\"}").withHeader("X-Should-Retry", header), OK);

        try {
            chat.send("local/m", "Hi");
        } catch (OpenLlmException expected) {
            assertEquals(status, expected.info().status().orElseThrow());
        }

        assertEquals(requests, provider.requests().size());
    }

    @Test
    void nothingIsRetriedAfterTheResponseHasStarted() {
        provider.respond(
                FakeAnswer.ndjson("{\"message\":{\"content\":\"Hal\"}}", "{\"error\":\"the model crashed\"}"), OK);

        ErrorInfo error = chat.expectError("local/m", "Hi");

        assertEquals("the model crashed", error.message());
        assertEquals(1, provider.requests().size());
    }

    @Test
    void aWaitEndsWhenTheRequestIsCancelled() {
        provider.respond(FakeAnswer.error(503, "{\"error\":\"down\"}"), OK);
        ChatPipeline pipeline = new ChatPipeline(
                new FewProviders(TestModels.remote(
                        TestModels.info("local/m"), new OllamaDialect(), provider.uri(), ModelConfig.of("m"))),
                ChatFixture.HTTP,
                RetryPolicy.DEFAULT,
                time -> {
                    throw new InterruptedException();
                });
        try {
            pipeline.chat(ChatFixture.params("local/m", Message.user("Hi")), event -> {});
            throw new AssertionError("It should have been cancelled.");
        } catch (OpenLlmException canceled) {
            assertTrue(Thread.interrupted());
            assertEquals(ErrorKind.CANCELLED, canceled.info().kind());
        }
    }

    @Test
    void jitterShortensAWaitByAtMostAQuarter() {
        ErrorInfo unavailable = ErrorInfo.of(ErrorKind.NETWORK, "down");
        assertEquals(
                Optional.of(Duration.ofMillis(375)),
                new RetryPolicy(9, () -> 1).waitBeforeNext(1, unavailable, Optional.empty()));
        assertEquals(
                Optional.of(Duration.ofSeconds(8)),
                new RetryPolicy(9, () -> 0).waitBeforeNext(9, unavailable, Optional.empty()));
    }
}
