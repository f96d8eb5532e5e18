package dev.openllm.server.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.completion.InlineCompletionParams;
import dev.openllm.protocol.completion.InlineCompletionResult;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.access.ModelAccess;
import dev.openllm.server.access.ModelUse;
import dev.openllm.server.access.RequestedModel;
import dev.openllm.server.chat.ChatPipeline;
import dev.openllm.server.chat.FewProviders;
import dev.openllm.server.chat.Policies;
import dev.openllm.server.chat.ResponseObserver;
import dev.openllm.server.chat.TestModels;
import dev.openllm.server.chat.queue.ProviderQueues;
import dev.openllm.server.chat.retry.RetryPolicy;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.provider.ResolvedModel;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeAnswer.Step;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.FakeRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests for the complete processing of a completion, over real HTTP. */
class CompletionPipelineTest {

    private static final HttpSender HTTP = new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {});
    private static final Map<String, String> SUFFIX_QUIRKS = Map.of("fim", "suffix", "fim-path", "/v1/fim/completions");

    private final FakeProvider provider = FakeProvider.start();
    private final List<Duration> waits = new ArrayList<>();
    private final List<ModelUse> uses = new ArrayList<>();
    private final List<ChatEvent> events = new ArrayList<>();
    private Optional<String> configuredModel = Optional.empty();

    private final FewProviders providers = new FewProviders(
            model("mistral/codestral-latest", new OpenAiChatDialect(), SUFFIX_QUIRKS),
            model("vllm/qwen2.5-coder", new OpenAiChatDialect(), Map.of("fim", "template")),
            model("own/qwen2.5-coder", new OpenAiChatDialect(), Map.of()),
            model("own/gpt-oss", new OpenAiChatDialect(), Map.of("fim", "none")),
            model("ollama/qwen2.5-coder", new OllamaDialect(), Map.of()),
            model("ollama/llama3.2", new OllamaDialect(), Map.of()),
            new ResolvedModel.Echo(TestModels.info("echo/echo")));

    private final ModelAccess access = new ModelAccess() {
        @Override
        public void require(String consumer, RequestedModel model) {
            if (consumer.equals("refused")) {
                throw new OpenLlmException(ErrorKind.PERMISSION, "Not allowed.");
            }
        }

        @Override
        public void recordUse(ModelUse use) {
            uses.add(use);
        }
    };

    private final CompletionPipeline pipeline = new CompletionPipeline(
            new ChatPipeline(providers, HTTP, access),
            providers,
            HTTP,
            access,
            () -> configuredModel,
            () -> new Policies(new RetryPolicy(2, () -> 0), TimeLimits.CHAT),
            new ProviderQueues(),
            waits::add);

    private ResolvedModel.Remote model(String id, Dialect dialect, Map<String, String> quirks) {
        ResolvedModel.Remote base = TestModels.remote(
                TestModels.info(id, TestModels.TEXT_ONLY),
                dialect,
                dialect.name().equals("openai-chat") ? URI.create(provider.uri() + "/v1") : provider.uri(),
                ModelConfig.of(id.substring(id.indexOf('/') + 1)));
        return new ResolvedModel.Remote(
                base.endpoint(), base.dialect(), base.info(), new Quirks(quirks), base.config());
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    // ---- forms

    @Test
    void theCompletionArrivesLineByLineAndCompleteAtItsEnd() {
        provider.respond(
                FakeAnswer.sse(fimChunk("a();\\n"), fimChunk("    b();\\n    c();"), fimEndChunk("stop"), "[DONE]"));

        InlineCompletionResult result = complete("mistral/codestral-latest", "void f() {\n    ", "\n}\n");

        assertEquals("a();\n    b();\n    c();", result.text());
        assertEquals(List.of(new ChatEvent.Text("a();"), new ChatEvent.Text("\n    b();")), events);
        assertEquals("mistral/codestral-latest", result.model());
        assertEquals(FinishReason.STOP, result.finishReason());
        assertEquals(OptionalLong.of(20), result.usage().inputTokens());
        assertEquals("/v1/fim/completions", provider.lastRequest().path());
    }

    @Test
    void aRuleThatEndsTheTextClosesTheConnection() {
        provider.respond(FakeAnswer.sse(fimChunk("a();\\n}\\nvoid g() {\\n")).withStep(new Step.Hang()));

        InlineCompletionResult result = complete("mistral/codestral-latest", "void f() {\n    ", "\n}\n");

        provider.awaitClosed();
        assertEquals("a();", result.text());
        assertEquals(FinishReason.STOP, result.finishReason());
        assertTrue(result.usage().outputTokens().getAsLong() > 0);
        assertEquals(result.usage().inputTokens(), uses.getFirst().inputTokens());
        assertFalse(uses.getFirst().failed());
    }

    @Test
    void anOllamaModelThatCannotInsertIsThenPromptedWithTheTemplateOfItsFamily() {
        provider.always("/api/generate", CompletionPipelineTest::respondWithoutInsert);

        assertEquals("a + b", complete("ollama/qwen2.5-coder", "return ", ";").text());
        assertEquals("a + b", complete("ollama/qwen2.5-coder", "return ", ";").text());

        assertEquals(
                List.of(false, true, true),
                provider.requests().stream()
                        .map(request -> request.json().path("raw").asBoolean())
                        .toList());
        assertEquals(2, uses.size());
    }

    @Test
    void aModelWithoutAFamilyIsPromptedInAChat() {
        provider.always("/api/generate", CompletionPipelineTest::respondWithoutInsert);
        provider.always(
                "/api/chat",
                request -> FakeAnswer.ndjson(
                        "{\"message\":{\"content\":\"```java\\nreturn a\"},\"done\":false}",
                        "{\"message\":{\"content\":\" + b;\\n```\\n\"},\"done\":true,\"done_reason\":\"stop\"}"));

        InlineCompletionResult result = complete("ollama/llama3.2", "int sum() {\n    ", "\n}\n");

        assertEquals("return a + b;", result.text());
        String prompt = provider.lastRequest()
                .json()
                .path("messages")
                .path(0)
                .path("content")
                .asText();
        assertTrue(prompt.endsWith("\n\nText:\nint sum() {\n    <|cursor|>\n}\n"), prompt);
        assertEquals(1, uses.size());
    }

    @Test
    void anUnknownServerIsFirstAskedForInfill() {
        provider.respondAt("/infill", FakeAnswer.error(404, "{\"detail\":\"Not Found\"}"));
        provider.respondAt("/v1/completions", FakeAnswer.sse(textChunk("a + b"), textEndChunk("stop"), "[DONE]"));

        assertEquals("a + b", complete("own/qwen2.5-coder", "return ", "\n").text());

        assertEquals(
                List.of("/infill", "/v1/completions"),
                provider.requests().stream().map(FakeRequest::path).toList());
    }

    @Test
    void llamaCppWithoutInfillTokensIsPromptedWithTheTemplate() {
        provider.respondAt(
                "/infill",
                FakeAnswer.error(
                        501,
                        "{\"error\":{\"code\":501,\"message\":\"Infill is not supported by this model: prefix token is"
                                + " missing.\",\"type\":\"not_supported_error\"}}"));
        provider.respondAt("/v1/completions", FakeAnswer.sse(textChunk("a"), textEndChunk("stop"), "[DONE]"));

        assertEquals("a", complete("own/qwen2.5-coder", "return ", "\n").text());
    }

    @Test
    void aChatModelThatDoesNotStopIsStopped() {
        provider.respondAt(
                "/v1/chat/completions",
                FakeAnswer.sse("{\"choices\":[{\"delta\":{\"content\":\"a + b;\\n}\\nint next() {\\n\"}}]}")
                        .withStep(new Step.Hang()));

        InlineCompletionResult result = complete("own/gpt-oss", "int sum() {\n    return ", "\n}\n");

        provider.awaitClosed();
        assertEquals("a + b;", result.text());
        assertEquals(List.of(false), uses.stream().map(ModelUse::failed).toList());
        assertTrue(uses.getFirst().inputTokens().orElseThrow() > 0, "a limit counts what was used");
    }

    // ---- failures

    @Test
    void temporaryFailuresAreRetriedWithANotice() {
        provider.respond(
                FakeAnswer.error(503, "{\"error\":{\"message\":\"busy\"}}"),
                FakeAnswer.sse(fimChunk("a"), fimEndChunk("stop"), "[DONE]"));

        assertEquals("a", complete("mistral/codestral-latest", "x = ", "\n").text());

        assertEquals(1, waits.size());
        assertTrue(events.getFirst() instanceof ChatEvent.Notice);
    }

    @Test
    void aProviderFailureFailsTheRequest() {
        provider.respond(FakeAnswer.error(401, "{\"error\":{\"message\":\"Invalid key\"}}"));

        ErrorInfo error = expectError(params("mistral/codestral-latest", "x = ", "\n"));

        assertEquals(ErrorKind.AUTH, error.kind());
        assertEquals("mistral", error.provider().orElseThrow());
        assertTrue(uses.getFirst().failed());
    }

    @Test
    void nothingIsSentForAConsumerWithoutPermission() {
        ErrorInfo error =
                expectError(params("mistral/codestral-latest", "x = ", "\n").forConsumer("refused"));

        assertEquals(ErrorKind.PERMISSION, error.kind());
        assertEquals(List.of(), provider.requests());
    }

    @Test
    void withoutAConfiguredModelTheErrorNamesTheSetting() {
        ErrorInfo error = expectError(params("", "x = ", "\n"));

        assertEquals(ErrorKind.CONFIG, error.kind());
        assertTrue(error.hint().orElse("").contains("completion.model"), error::toString);
    }

    @Test
    void theConfiguredModelIsUsedWhenNoneIsSpecified() {
        configuredModel = Optional.of("mistral/codestral-latest");
        provider.respond(FakeAnswer.sse(fimChunk("1"), fimEndChunk("stop"), "[DONE]"));

        assertEquals("1", complete("", "x = ", "\n").text());
    }

    @Test
    void theBuiltInModelDoesNotSupportCompletions() {
        assertEquals(
                ErrorKind.INVALID_REQUEST,
                expectError(params("echo/echo", "x", "")).kind());
    }

    @Test
    void anEmptyDocumentIsNotSent() {
        assertEquals("", complete("mistral/codestral-latest", "  \n", "\n").text());
        assertEquals(List.of(), provider.requests());
    }

    @Test
    void aCancellationClosesTheConnectionAndCountsTheSentTokens() throws Exception {
        provider.respond(FakeAnswer.sse(fimChunk("a();\\n    b();\\n")).withStep(new Step.Hang()));
        CompletableFuture<ErrorInfo> error = new CompletableFuture<>();
        CountDownLatch firstEvent = new CountDownLatch(1);
        Thread requestThread = Thread.startVirtualThread(() -> {
            try {
                pipeline.complete(params("mistral/codestral-latest", "{\n    ", ""), event -> firstEvent.countDown());
                error.completeExceptionally(new AssertionError("It should not have ended well."));
            } catch (OpenLlmException failed) {
                error.complete(failed.info());
            }
        });
        firstEvent.await();

        requestThread.interrupt();

        provider.awaitClosed();
        assertEquals(ErrorKind.CANCELLED, error.get().kind());
        assertEquals(List.of(), providers.reports(), "a cancel says nothing of the provider");
        assertTrue(uses.getFirst().inputTokens().orElseThrow() > 0);
    }

    // ---- completions as APIs know them

    @Test
    void aFillIsNotTrimmed() {
        provider.respond(FakeAnswer.sse(fimChunk("a();\\n}\\n\\n\\n"), fimEndChunk("stop"), "[DONE]"));

        ChatResult result = fill("mistral/codestral-latest", "void f() {\n    ", Optional.of("\n}\n"));

        assertEquals(List.of(new ChatEvent.Text("a();\n}\n\n\n")), events);
        assertEquals(FinishReason.STOP, result.finishReason());
    }

    @Test
    void aPromptIsContinuedUnchanged() {
        provider.respondAt("/v1/completions", FakeAnswer.sse(textChunk(" time"), textEndChunk("length"), "[DONE]"));

        ChatResult result = fill("vllm/qwen2.5-coder", "Once upon a", Optional.empty());

        assertEquals("Once upon a", provider.lastRequest().json().path("prompt").asText());
        assertEquals(FinishReason.LENGTH, result.finishReason());
    }

    // ---- parts

    private InlineCompletionResult complete(String model, String prefix, String suffix) {
        return pipeline.complete(params(model, prefix, suffix), events::add);
    }

    private static InlineCompletionParams params(String model, String prefix, String suffix) {
        return InlineCompletionParams.of(model, prefix, suffix);
    }

    private ErrorInfo expectError(InlineCompletionParams params) {
        return assertThrows(OpenLlmException.class, () -> pipeline.complete(params, events::add))
                .info();
    }

    private ChatResult fill(String model, String prompt, Optional<String> suffix) {
        return pipeline.fill(
                new FillParams(model, prompt, suffix, ChatOptions.DEFAULTS, true, "test"),
                events::add,
                ResponseObserver.NONE);
    }

    private static FakeAnswer respondWithoutInsert(FakeRequest request) {
        return request.json().has("suffix")
                ? FakeAnswer.error(400, "{\"error\":\"registry.ollama.ai/library/m:latest does not support insert\"}")
                : FakeAnswer.ndjson(
                        "{\"response\":\"a + b\",\"done\":false}",
                        "{\"response\":\"\",\"done\":true,\"done_reason\":\"stop\"}");
    }

    private static String fimChunk(String text) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}]}";
    }

    private static String fimEndChunk(String reason) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"" + reason
                + "\"}],\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":5}}";
    }

    private static String textChunk(String text) {
        return "{\"choices\":[{\"index\":0,\"text\":\"" + text + "\",\"finish_reason\":null}]}";
    }

    private static String textEndChunk(String reason) {
        return "{\"choices\":[{\"index\":0,\"text\":\"\",\"finish_reason\":\"" + reason + "\"}]}";
    }
}
