package dev.openllm.server.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.embedding.EmbedResult;
import dev.openllm.protocol.embedding.InputType;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.access.ModelAccess;
import dev.openllm.server.access.ModelUse;
import dev.openllm.server.access.RequestedModel;
import dev.openllm.server.chat.FewProviders;
import dev.openllm.server.chat.Policies;
import dev.openllm.server.chat.TestModels;
import dev.openllm.server.chat.queue.ProviderQueues;
import dev.openllm.server.chat.retry.RetryPolicy;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.anthropicmessages.AnthropicDialect;
import dev.openllm.server.dialect.gemini.GeminiDialect;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.provider.ResolvedModel;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.FakeRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for the complete processing of an embedding request, over real HTTP. */
class EmbeddingPipelineTest {

    private static final HttpSender HTTP = new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {});

    private final FakeProvider provider = FakeProvider.start();
    private final List<Duration> waits = new ArrayList<>();
    private final List<ModelUse> uses = new ArrayList<>();

    private final EmbeddingPipeline pipeline = new EmbeddingPipeline(
            new FewProviders(
                    model("open/m", new OpenAiChatDialect()),
                    model("ollama/m", new OllamaDialect()),
                    model("claude/m", new AnthropicDialect()),
                    modelWithQuirks(
                            Map.of("embedding-form", "cohere", "embedding-base", "../../v2"),
                            "cohere/m",
                            "/cohere/compatibility/v1"),
                    modelWithQuirks(Map.of("embedding-base", "../../../../v2"), "root/m", "/v1"),
                    modelWithQuirks(Map.of("embedding-base", "//elsewhere.example/v2"), "elsewhere/m", "/v1"),
                    new ResolvedModel.Remote(
                            model("gemini/m", new GeminiDialect()).endpoint(),
                            new GeminiDialect(),
                            embeddingInfo("gemini/m", 10),
                            Quirks.NONE,
                            ModelConfig.of("m")),
                    new ResolvedModel.Echo(TestModels.info("echo/echo"))),
            HTTP,
            new ModelAccess() {
                @Override
                public void require(String consumer, RequestedModel model) {
                    if (uses.size() >= 3 && consumer.equals("limited")) {
                        throw new OpenLlmException(ErrorKind.QUOTA, "The daily limit is reached.");
                    }
                }

                @Override
                public void recordUse(ModelUse use) {
                    uses.add(use);
                }
            },
            () -> new Policies(new RetryPolicy(2, () -> 0), TimeLimits.CHAT),
            new ProviderQueues(),
            waits::add);

    private ResolvedModel.Remote model(String id, Dialect dialect) {
        return TestModels.remote(TestModels.info(id), dialect, provider.uri(), ModelConfig.of(id));
    }

    private ResolvedModel.Remote modelWithQuirks(Map<String, String> quirks, String id, String path) {
        ResolvedModel.Remote model = model(id, new OpenAiChatDialect());
        return new ResolvedModel.Remote(
                model.endpoint().withApiBase(URI.create(provider.uri() + path)),
                model.dialect(),
                model.info(),
                new Quirks(quirks),
                model.config());
    }

    private static ModelInfo embeddingInfo(String id, int maxInputTokens) {
        ModelInfo info = TestModels.info(id);
        return new ModelInfo(
                info.id(),
                info.provider(),
                info.model(),
                info.name(),
                info.family(),
                info.limits(),
                info.capabilities(),
                info.pricing(),
                info.warning(),
                info.sources(),
                info.warningTemplate(),
                info.sourceTemplates(),
                Optional.of(new ModelInfo.Embedding(OptionalInt.empty(), OptionalInt.of(maxInputTokens))));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void tenThousandTextsAreReturnedInOrderAndNumber() {
        provider.always("/embeddings", EmbeddingPipelineTest::reversedResponse);

        EmbedResult result = pipeline.embed(EmbedParams.of("open/m", numberTexts(10_000)));

        assertEquals(10_000, result.embeddings().size());
        for (int i = 0; i < 10_000; i++) {
            assertArrayEquals(new float[] {i, 1}, result.embeddings().get(i));
        }
        assertEquals(OptionalLong.of(10_000), result.usage().inputTokens());
        assertEquals(313, provider.requests().size());
    }

    @Test
    void everyBatchIsRecordedWithItsTokensAndCost() {
        provider.always("/embeddings", EmbeddingPipelineTest::reversedResponse);

        EmbedResult result =
                pipeline.embed(EmbedParams.of("open/m", numberTexts(40)).forConsumer("python"));

        assertEquals(
                List.of(32L, 8L),
                uses.stream().map(use -> use.inputTokens().orElseThrow()).toList());
        assertEquals("python", uses.getFirst().consumer());
        assertEquals("open/m", uses.getFirst().model());
        assertEquals(OptionalDouble.of(40.0 / 1_000_000), result.costUsd());
    }

    @Test
    void aLimitEndsARequestBetweenBatches() {
        provider.always("/embeddings", EmbeddingPipelineTest::reversedResponse);

        ErrorInfo error =
                expectError(EmbedParams.of("open/m", numberTexts(1000)).forConsumer("limited"));

        assertEquals(ErrorKind.QUOTA, error.kind());
        assertEquals(3, provider.requests().size());
    }

    @Test
    void unreportedTokensAreEstimatedForTheLimits() {
        provider.respond(FakeAnswer.json("{\"embeddings\":[[1,0]]}"));

        EmbedResult result = pipeline.embed(EmbedParams.of("ollama/m", List.of("123456789")));

        assertEquals(OptionalLong.empty(), result.usage().inputTokens());
        assertEquals(OptionalLong.of(4), uses.getFirst().inputTokens());
    }

    @Test
    void aFailingBatchNamesItsTexts() {
        provider.respond(
                FakeAnswer.json(embeddingsJson(32)), FakeAnswer.error(400, "{\"error\":{\"message\":\"no numbers\"}}"));

        ErrorInfo error = expectError(EmbedParams.of("open/m", numberTexts(70)));

        assertEquals("Texts 33 to 64 of 70: no numbers", error.message());
        assertEquals(ErrorKind.INVALID_REQUEST, error.kind());
        assertEquals(List.of(false, true), uses.stream().map(ModelUse::failed).toList());
    }

    @Test
    void aTextThatIsTooLongIsFoundByHalvingItsBatch() {
        provider.always("/embeddings", request -> {
            for (JsonNode text : request.json().path("input")) {
                if (text.asText().equals("5")) {
                    return FakeAnswer.error(
                            400,
                            "{\"error\":{\"message\":\"This model's maximum context length is 8192 tokens, however you"
                                    + " requested 9000 tokens\",\"type\":\"invalid_request_error\"}}");
                }
            }
            return reversedResponse(request);
        });

        ErrorInfo error = expectError(EmbedParams.of("open/m", numberTexts(8)));

        assertEquals(ErrorKind.CONTEXT_TOO_LONG, error.kind());
        assertTrue(error.message().startsWith("Text 6 of 8: "), error.message());
        assertTrue(error.hint().orElseThrow().startsWith("Split the text"), error.hint()::toString);
    }

    @Test
    void aBatchThatIsTooLargeIsSplit() {
        provider.always(
                "/embeddings",
                request -> request.json().path("input").size() > 4
                        ? FakeAnswer.error(413, "{\"message\":\"batch size 8 > maximum allowed batch size 4\"}")
                        : reversedResponse(request));

        EmbedResult result = pipeline.embed(EmbedParams.of("open/m", numberTexts(8)));

        assertArrayEquals(new float[] {7, 1}, result.embeddings().get(7));
        assertEquals(8, result.embeddings().size());
    }

    @Test
    void aResponseWithoutAVectorIsAnErrorThatNamesTheText() {
        provider.respond(FakeAnswer.json(embeddingsJson(32)), FakeAnswer.json(embeddingsJson(6)));

        ErrorInfo error = expectError(EmbedParams.of("open/m", numberTexts(40)));

        assertEquals(ErrorKind.BAD_RESPONSE, error.kind());
        assertEquals(
                "The provider did not return valid embeddings for 2 texts (text numbers: 39, 40).", error.message());
        assertEquals("open", error.provider().orElseThrow());
    }

    @Test
    void aResponseWithAnUnexpectedEncodingIsInvalidAndNotALostConnection() {
        provider.respond(FakeAnswer.json("{   \0\0\0:!r\u0011"));

        assertEquals(
                ErrorKind.BAD_RESPONSE,
                expectError(EmbedParams.of("open/m", numberTexts(2))).kind());
    }

    @Test
    void tooManyVectorsAreAnError() {
        provider.respond(FakeAnswer.json(embeddingsJson(3)));

        assertEquals(
                "The provider returned 3 embeddings for 2 texts.",
                expectError(EmbedParams.of("open/m", numberTexts(2))).message());
    }

    @Test
    void aVectorOfUnexpectedLengthIsAnError() {
        provider.respond(FakeAnswer.json(embeddingsJson(1)));
        EmbedParams params = new EmbedParams(
                "open/m", List.of("a"), List.of(), OptionalInt.of(256), Optional.empty(), false, Optional.empty());

        assertEquals(
                "The provider returned 2 dimensions instead of 256.",
                expectError(params).message());
    }

    @Test
    void anErrorUnderStatus200IsAnError() {
        provider.always(
                "/embeddings", request -> FakeAnswer.json("{\"error\":{\"code\":402,\"message\":\"no credit\"}}"));

        assertEquals(
                ErrorKind.QUOTA,
                expectError(EmbedParams.of("open/m", List.of("a"))).kind());
    }

    @Test
    void temporaryFailuresAreRetried() {
        provider.respond(
                FakeAnswer.error(429, "{\"error\":{\"message\":\"slow down\"}}").withHeader("Retry-After", "3"),
                FakeAnswer.json(embeddingsJson(1)));

        assertEquals(
                1,
                pipeline.embed(EmbedParams.of("open/m", List.of("a")))
                        .embeddings()
                        .size());
        assertEquals(List.of(Duration.ofSeconds(3)), waits);
    }

    @Test
    void aCancellationClosesTheConnectionToTheProvider() throws Exception {
        provider.always("/embeddings", request -> FakeAnswer.json("{").withStep(new FakeAnswer.Step.Hang()));
        CompletableFuture<ErrorInfo> error = new CompletableFuture<>();
        Thread requestThread =
                Thread.startVirtualThread(() -> error.complete(expectError(EmbedParams.of("open/m", List.of("a")))));
        provider.awaitRequest();

        requestThread.interrupt();

        provider.awaitClosed();
        assertEquals(ErrorKind.CANCELLED, error.get().kind());
    }

    @Test
    void tokenIdsAreSentIfTheApiAcceptsThem() {
        provider.respond(FakeAnswer.json(embeddingsJson(1)));
        EmbedParams params = tokenIdParams("open/m");

        pipeline.embed(params);

        assertEquals("[[1,2]]", provider.lastRequest().json().path("input").toString());
        ErrorInfo error = expectError(tokenIdParams("ollama/m"));
        assertEquals("ollama does not accept token IDs.", error.message());
    }

    private static EmbedParams tokenIdParams(String model) {
        return new EmbedParams(
                model,
                List.of(),
                List.of(List.of(1, 2)),
                OptionalInt.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    @Test
    void theCohereApiIsUnderAnotherPathOfTheSameHost() {
        provider.respond(FakeAnswer.json(
                "{\"embeddings\":{\"float\":[[1,0]]},\"meta\":{\"billed_units\":{\"input_tokens\":3}}}"));

        EmbedResult result = pipeline.embed(EmbedParams.of("cohere/m", List.of("a")));

        assertEquals("/cohere/v2/embed", provider.lastRequest().path());
        assertEquals(OptionalLong.of(3), result.usage().inputTokens());
        assertEquals(
                List.of("cohere requires an input type, so the texts were embedded as documents."), result.notices());
    }

    @Test
    void anotherPathRemainsBelowTheRootOfTheSameHost() {
        provider.respond(FakeAnswer.json(embeddingsJson(1)));

        pipeline.embed(EmbedParams.of("root/m", List.of("a")));

        assertEquals("/v2/embeddings", provider.lastRequest().path());
        ErrorInfo error = expectError(EmbedParams.of("elsewhere/m", List.of("a")));
        assertEquals(ErrorKind.CONFIG, error.kind());
        assertEquals(1, provider.requests().size());
    }

    @Test
    void anInputTypeThatTheApiDoesNotSupportIsReported() {
        provider.respond(FakeAnswer.json(embeddingsJson(1)));
        EmbedParams params = new EmbedParams(
                "open/m",
                List.of("a"),
                List.of(),
                OptionalInt.empty(),
                Optional.of(InputType.QUERY),
                false,
                Optional.empty());

        assertEquals(
                List.of("open does not distinguish between queries and documents, so the input type was omitted."),
                pipeline.embed(params).notices());
    }

    @Test
    void aTextThatGeminiWouldTruncateIsReported() {
        provider.respond(FakeAnswer.json("{\"embeddings\":[{\"values\":[1,0]},{\"values\":[1,0]}]}"));

        assertEquals(
                List.of("Some texts may exceed the 10-token limit of gemini/m, starting with text 2. Gemini "
                        + "truncates texts that exceed the limit."),
                pipeline.embed(EmbedParams.of("gemini/m", List.of("short", "a".repeat(80))))
                        .notices());
    }

    @Test
    void additionalFieldsReachOnlyProvidersOfTheSameApi() {
        provider.respond(FakeAnswer.json("{\"embeddings\":[[1,0]]}"), FakeAnswer.json(embeddingsJson(1)));
        Map<String, Map<String, JsonNode>> fields = Map.of(
                "ollama-chat", Map.of("keep_alive", Wire.JSON.getNodeFactory().textNode("5m")));

        pipeline.embed(EmbedParams.of("ollama/m", List.of("a")).withDialectFields(fields));
        assertEquals("5m", provider.lastRequest().json().path("keep_alive").asText());

        pipeline.embed(EmbedParams.of("open/m", List.of("a")).withDialectFields(fields));
        assertFalse(provider.lastRequest().json().has("keep_alive"));
    }

    /** Errors as servers report them. A batch that is too large is split until only the text that is too long fails. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                // Text Embeddings Inference: no wrapper
                "413|{'message':'batch size 33 > maximum allowed batch size"
                        + " 32','code':413,'type':'Validation'}|CONTEXT_TOO_LONG",
                "422|{'message':'Input validation error: `inputs` must have less than 512 tokens. Given:"
                        + " 600','code':422,'type':'Validation'}|CONTEXT_TOO_LONG",
                "424|{'message':'Inference error: model is not an embedding"
                        + " model','code':424,'type':'Backend'}|INVALID_REQUEST",
                "429|{'message':'Model is overloaded','code':429,'type':'Overloaded'}|OVERLOADED",
                // llama.cpp
                "500|{'error':{'code':500,'message':'input (600 tokens) is too large to process. increase the physical"
                        + " batch size (current batch size: 512)','type':'server_error'}}|CONTEXT_TOO_LONG",
                "501|{'error':{'code':501,'message':'This server does not support embeddings. Start it with"
                        + " `--embeddings`','type':'not_supported_error'}}|INVALID_REQUEST",
                // OpenAI, Voyage, Mistral, Alibaba
                "400|{'error':{'message':'Requested 301000 tokens, max 300000 tokens per request','type':"
                        + "'max_tokens_per_request','code':'max_tokens_per_request'}}|CONTEXT_TOO_LONG",
                "400|{'detail':'The example at index 0 in your batch has too many tokens and does not fit into the"
                        + " model~s context window of 32000 tokens.'}|CONTEXT_TOO_LONG",
                "400|{'object':'error','message':'Too many inputs in request, split into more"
                        + " batches.','code':'3210'}|CONTEXT_TOO_LONG",
                "400|{'error':{'message':'batch size is invalid, it should not be larger than 10.','code':"
                        + "'InvalidParameter'}}|CONTEXT_TOO_LONG",
            })
    void errorsOfEachServerHaveTheCorrectKind(int status, String body, ErrorKind kind) {
        provider.always(
                "/embeddings",
                request -> FakeAnswer.error(status, body.replace('\'', '"').replace('~', '\'')));

        assertEquals(kind, expectError(EmbedParams.of("open/m", List.of("a"))).kind());
    }

    @Test
    void modelsWithoutEmbeddingsGetNoRequest() {
        assertEquals(
                "claude/m cannot create embeddings.",
                expectError(EmbedParams.of("claude/m", List.of("a"))).message());
        assertEquals(
                ErrorKind.INVALID_REQUEST,
                expectError(EmbedParams.of("echo/echo", List.of("a"))).kind());
        assertEquals(List.of(), provider.requests());
    }

    @Test
    void emptyTextsAreRefusedBeforeAnythingIsSent() {
        assertEquals(
                "Text 2 of 2 is empty.",
                expectError(EmbedParams.of("open/m", List.of("a", ""))).message());
        assertEquals(
                "The request contains no text to embed.",
                expectError(EmbedParams.of("open/m", List.of())).message());
        assertEquals(List.of(), provider.requests());
    }

    private ErrorInfo expectError(EmbedParams params) {
        return assertThrows(OpenLlmException.class, () -> pipeline.embed(params))
                .info();
    }

    private static List<String> numberTexts(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    private static String embeddingsJson(int count) {
        ObjectNode body = Wire.JSON.createObjectNode();
        for (int i = 0; i < count; i++) {
            body.withArray("data")
                    .addObject()
                    .put("index", i)
                    .putArray("embedding")
                    .add(i)
                    .add(1);
        }
        return body.toString();
    }

    /** Responds with the number that each text contains as its embedding, in reverse order of the texts. */
    private static FakeAnswer reversedResponse(FakeRequest request) {
        ObjectNode body = Wire.JSON.createObjectNode();
        JsonNode input = request.json().path("input");
        for (int i = input.size() - 1; i >= 0; i--) {
            body.withArray("data")
                    .addObject()
                    .put("index", i)
                    .putArray("embedding")
                    .add(input.get(i).asInt())
                    .add(1);
        }
        body.putObject("usage").put("prompt_tokens", input.size());
        return FakeAnswer.json(body.toString());
    }
}
