package dev.openllm.server.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.model.ProviderStatus;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.provider.ResolvedModel;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeAnswer.Step;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.NobodyThere;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChatPipelineTest {

    private static final String DONE =
            "{\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":1000000,\"eval_count\":500000}";

    private final FakeProvider provider = FakeProvider.start();
    private final FewProviders providers = new FewProviders(model(TestModels.info("local/m")));
    private final ChatFixture chat = new ChatFixture(providers);

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void theResponseIsDeliveredInOrderFollowedByItsResult() {
        provider.respond(FakeAnswer.ndjson(textChunk("Hel"), textChunk("lo"), DONE));

        ChatResult result = chat.send("local/m", "Hi");

        assertEquals(List.of(new ChatEvent.Text("Hel"), new ChatEvent.Text("lo")), chat.events);
        assertEquals("local/m", result.model());
        assertEquals(FinishReason.STOP, result.finishReason());
        assertEquals(1_000_000, result.usage().inputTokens().orElseThrow());
        assertEquals(2.0, result.costUsd().orElseThrow(), 1e-9, "1 M tokens in at 1 $, half a million out at 2 $");
        assertTrue(
                result.timing().firstTokenMs().orElseThrow() <= result.timing().totalMs());
    }

    @Test
    void anUnstreamedResponseIsRequestedFromAModelWithoutStreaming() {
        ModelInfo.Capabilities withoutStreaming =
                new ModelInfo.Capabilities(true, true, true, true, List.of(), true, false);
        ChatFixture chat = new ChatFixture(new FewProviders(model(TestModels.info("local/m", withoutStreaming))));
        provider.respond(FakeAnswer.json("{\"message\":{\"content\":\"Hi\"},\"done\":true,\"done_reason\":\"stop\"}"));

        chat.send("local/m", "Hi");

        assertEquals("Hi", chat.text());
        assertFalse(provider.lastRequest().json().path("stream").asBoolean(true));
    }

    @Test
    void toolNamesThatTheProviderRejectsAreMappedInBothDirections() {
        String name = "repo.file/read";
        provider.respond(FakeAnswer.ndjson(
                "{\"message\":{\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":\"repo_file_read\","
                        + "\"arguments\":{\"p\":1}}}]}}",
                DONE));

        chat.send(ChatFixture.params(
                "local/m", List.of(new ToolDefinition(name, "", null)), ToolChoice.AUTO, Message.user("Read")));

        assertEquals(
                "repo_file_read",
                provider.lastRequest().json().at("/tools/0/function/name").asText());
        assertEquals(name, chat.events(ChatEvent.ToolCall.class).getFirst().name());
    }

    @Test
    void providerStateOfAnotherModelIsNotSent() {
        Part otherState = new Part.ProviderState("other", "m", new TextNode("SECRET"));
        provider.respond(FakeAnswer.ndjson(textChunk("ok"), DONE));

        chat.send(ChatFixture.params(
                "local/m",
                Message.user("a"),
                new Message(Role.ASSISTANT, List.of(otherState, new Part.Text("b"))),
                Message.user("c")));

        assertFalse(new String(provider.lastRequest().body()).contains("SECRET"));
    }

    @Test
    void aRequestThatCannotFitIsRefusedWithTokenCountsBeforeItIsSent() {
        ErrorInfo error = chat.expectError("local/m", "many words ".repeat(60_000));

        assertEquals(ErrorKind.CONTEXT_TOO_LONG, error.kind());
        assertTrue(
                error.message()
                        .matches(".*about 1\\d\\d,\\d{3} tokens, but the context window of local/m is limited to"
                                + " 100,000\\."),
                error.message());
        assertTrue(error.hint().isPresent());
        assertEquals(List.of(), provider.requests());
    }

    @Test
    void anUnknownReasoningEffortIsReported() {
        provider.respond(FakeAnswer.ndjson(textChunk("Hi"), DONE));
        ChatParams params = ChatFixture.params("local/m", Message.user("Hi"));

        chat.send(new ChatParams(
                params.model(),
                params.messages(),
                params.tools(),
                params.toolChoice(),
                ChatOptions.DEFAULTS.withReasoningEffort(Optional.of("huge")),
                Optional.empty(),
                Optional.empty()));

        assertTrue(
                chat.events(ChatEvent.Notice.class)
                        .getFirst()
                        .message()
                        .startsWith("The reasoning effort huge is not a valid level"),
                chat.events::toString);
    }

    @Test
    void theErrorForTooManyToolTokensNamesTheLargestTools() {
        ToolDefinition small = new ToolDefinition("small", "Short.", null);
        ToolDefinition large = new ToolDefinition("large", "many words ".repeat(60_000), null);

        ErrorInfo error = chat.expectError(
                ChatFixture.params("local/m", List.of(small, large), ToolChoice.AUTO, Message.user("Hi")));

        assertEquals(ErrorKind.CONTEXT_TOO_LONG, error.kind());
        assertTrue(
                error.message().contains(" of them in tools (large is the largest), but the context window of local/m"),
                error.message());
        assertEquals(
                "Turn off tools that you do not need, or choose a model with a larger context.",
                error.hint().orElseThrow());
    }

    @Test
    void anErrorNamesTheProviderTheModelAndTheNextStep() {
        provider.respond(FakeAnswer.error(401, "{\"error\":\"bad key\"}"));

        ErrorInfo error = chat.expectError("local/m", "Hi");

        assertEquals(ErrorKind.AUTH, error.kind());
        assertEquals("bad key", error.message());
        assertEquals("local", error.provider().orElseThrow());
        assertEquals("local/m", error.model().orElseThrow());
        assertEquals(401, error.status().orElseThrow());
        assertTrue(error.hint().isPresent());
        assertEquals(
                ProviderStatus.State.ERROR,
                providers.reports().getLast().status().state());
    }

    @Test
    void aRedirectIsAConfigurationError() {
        provider.respond(FakeAnswer.of(308, "text/html", "").withHeader("Location", "https://elsewhere.example/"));

        ErrorInfo error = chat.expectError("local/m", "Hi");

        assertEquals(ErrorKind.CONFIG, error.kind());
        assertTrue(
                error.hint().orElseThrow().contains("base URL of local"),
                error.hint().toString());
    }

    @Test
    void successIsReportedToTheProviders() {
        provider.respond(FakeAnswer.ndjson(textChunk("ok"), DONE));

        chat.send("local/m", "Hi");

        assertEquals(
                ProviderStatus.State.READY,
                providers.reports().getLast().status().state());
    }

    @Test
    void aConnectionThatBreaksDuringTheResponseIsANetworkErrorAndNotRetried() {
        var firstEvent = new CountDownLatch(1);
        provider.respond(FakeAnswer.ndjson(textChunk("Hal"))
                .withStep(new Step.Await(firstEvent))
                .withStep(new Step.Cut()));

        OpenLlmException exception = assertThrows(
                OpenLlmException.class,
                () -> chat.pipeline.chat(ChatFixture.params("local/m", Message.user("Hi")), event -> {
                    chat.events.add(event);
                    firstEvent.countDown();
                }));

        assertEquals("Hal", chat.text());
        assertEquals(ErrorKind.NETWORK, exception.info().kind());
        assertEquals(1, provider.requests().size());
    }

    @Test
    void aStreamThatStopsBeforeItsEndIsAnError() {
        provider.respond(FakeAnswer.ndjson(textChunk("Hal")));

        assertEquals(ErrorKind.BAD_RESPONSE, chat.expectError("local/m", "Hi").kind());
    }

    @Test
    void anInterruptClosesTheConnectionAndEndsAsCancelled() throws Exception {
        provider.respond(FakeAnswer.ndjson(textChunk("Hal")).withStep(new Step.Hang()));
        var error = new CompletableFuture<ErrorInfo>();
        var firstEvent = new CountDownLatch(1);
        Thread requestThread = Thread.ofVirtual().start(() -> {
            try {
                chat.pipeline.chat(ChatFixture.params("local/m", Message.user("Hi")), event -> firstEvent.countDown());
                error.completeExceptionally(new AssertionError("It should not have ended well."));
            } catch (OpenLlmException exception) {
                error.complete(exception.info());
            }
        });
        firstEvent.await();

        requestThread.interrupt();

        provider.awaitClosed();
        assertEquals(ErrorKind.CANCELLED, error.get().kind());
        assertEquals(List.of(), providers.reports(), "a cancel says nothing of the provider");
    }

    @Test
    void aCallerThatFailsEndsTheRequestWithoutBlamingTheProvider() {
        provider.respond(FakeAnswer.ndjson(textChunk("Hal")).withStep(new Step.Hang()));

        OpenLlmException exception = assertThrows(
                OpenLlmException.class,
                () -> chat.pipeline.chat(ChatFixture.params("local/m", Message.user("Hi")), event -> {
                    throw new IllegalStateException("The pipe is broken.");
                }));

        provider.awaitClosed();
        assertEquals(ErrorKind.CANCELLED, exception.info().kind());
        assertEquals(List.of(), providers.reports());
    }

    @Test
    void aMissingServerIsANetworkErrorWithANextStep() {
        try (NobodyThere unusedPort = new NobodyThere()) {
            ChatFixture chat = new ChatFixture(new FewProviders(TestModels.remote(
                    TestModels.info("local/m"), new OllamaDialect(), unusedPort.uri(), ModelConfig.of("m"))));

            ErrorInfo error = chat.expectError("local/m", "Hi");

            assertEquals(ErrorKind.NETWORK, error.kind());
            assertTrue(error.hint().isPresent());
        }
    }

    @Test
    void aWebPageInsteadOfJsonIsExplained() {
        provider.respond(FakeAnswer.of(200, "text/html", "<html><body>Welcome</body></html>"));

        ErrorInfo error = chat.expectError("local/m", "Hi");

        assertEquals(ErrorKind.BAD_RESPONSE, error.kind());
        assertTrue(error.hint().orElseThrow().contains("base URL"), error.hint().toString());
    }

    private ResolvedModel model(ModelInfo info) {
        return TestModels.remote(info, new OllamaDialect(), baseUri(), ModelConfig.of(info.model()));
    }

    private URI baseUri() {
        return provider.uri();
    }

    private static String textChunk(String text) {
        return "{\"message\":{\"content\":\"" + text + "\"},\"done\":false}";
    }
}
