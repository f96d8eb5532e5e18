package dev.openllm.server.provider;

import static dev.openllm.server.provider.ConfigInMemory.Written.provider;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that embedding models are listed with their dimensions and limits and are never offered for chats. */
class EmbeddingModelsListTest {

    private static final ListModelsParams REFRESH = new ListModelsParams(true, Optional.empty());

    private final FakeProvider server = FakeProvider.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void ollamaReportsTheKindTheDimensionsAndTheLimit() {
        server.always("/api/tags", request -> FakeAnswer.json("""
            {"models":[{"name":"all-minilm:latest","model":"all-minilm:latest"},{"name":"chat","model":"chat"}]}\
            """))
                .always("/api/ps", request -> FakeAnswer.json("{\"models\":[]}"))
                .always(
                        "/api/show",
                        request -> FakeAnswer.json(
                                request.json().path("model").asText().equals("chat")
                                        ? "{\"capabilities\":[\"completion\"]}"
                                        : """
                                        {"capabilities":["embedding"],"model_info":{"general.architecture":"bert",
                                         "bert.context_length":512,"bert.embedding_length":384}}\
                                        """));
        ListModelsResult models = providers(
                        provider("ollama").dialect("ollama-chat").apiBase(server.uri()))
                .models(REFRESH);

        assertEquals(List.of("ollama/chat", "echo/echo"), modelIds(models.models()));
        ModelInfo minilm = models.embeddingModels().getFirst();
        assertEquals("ollama/all-minilm:latest", minilm.id());
        assertEquals(
                Optional.of(new ModelInfo.Embedding(OptionalInt.of(384), OptionalInt.of(512))), minilm.embedding());
        assertEquals("/api/show of Ollama", minilm.sources().get("embedding"));
        assertEquals("/api/show of Ollama", minilm.sources().get("embedding.dimensions"));
        assertEquals(new ModelInfo.Limits(512, 512, 0), minilm.limits());
        assertEquals(false, minilm.capabilities().tools());
    }

    @Test
    void geminiReportsTheKindAndTheLimitAndTheCatalogTheDimensions() {
        server.always("/v1beta/models", request -> FakeAnswer.json("""
            {"models":[{"name":"models/gemini-embedding-001","inputTokenLimit":2048,"outputTokenLimit":1,
              "supportedGenerationMethods":["embedContent","countTextTokens"]},
             {"name":"models/gemini-3-pro","supportedGenerationMethods":["generateContent"]}]}\
            """));
        ListModelsResult models = providers(provider("g").dialect("gemini").apiBase(server.uri() + "/v1beta"))
                .models(REFRESH);

        assertEquals(List.of("g/gemini-3-pro", "echo/echo"), modelIds(models.models()));
        assertEquals(
                Optional.of(new ModelInfo.Embedding(OptionalInt.of(3072), OptionalInt.of(2048))),
                models.embeddingModels().getFirst().embedding());
    }

    @Test
    void lmStudioReportsTheType() {
        server.always("/api/v1/models", request -> FakeAnswer.json("""
            {"models":[{"type":"embedding","key":"text-embedding-nomic-embed-text-v1.5","max_context_length":2048},
             {"type":"llm","key":"qwen"}]}\
            """));
        ListModelsResult models =
                providers(provider("lmstudio").apiBase(server.uri() + "/v1")).models(REFRESH);

        assertEquals(List.of("lmstudio/qwen", "echo/echo"), modelIds(models.models()));
        ModelInfo nomic = models.embeddingModels().getFirst();
        assertEquals(
                Optional.of(new ModelInfo.Embedding(OptionalInt.of(768), OptionalInt.of(2048))), nomic.embedding());
        assertEquals("LM Studio's /api/v1/models", nomic.sources().get("embedding"));
    }

    @Test
    void otherListsReportTheKindInTheirOwnFormats() {
        server.always("/v1/models", request -> FakeAnswer.json("""
            {"data":[{"id":"a","type":"embedding"},
             {"id":"b","architecture":{"output_modalities":["embeddings"]}},
             {"id":"c","endpoints":["embed"]},{"id":"d","type":"model","supports_embeddings":true,"embedding_dimensions":7},
             {"id":"embed-and-chat","type":"chat"},
             {"id":"not-embed","architecture":{"output_modalities":["image"]}}]}\
            """));
        ListModelsResult models =
                providers(provider("work").apiBase(server.uri())).models(REFRESH);

        assertEquals(List.of("work/a", "work/b", "work/c", "work/d"), modelIds(models.embeddingModels()));
        assertEquals(
                OptionalInt.of(7),
                models.embeddingModels().getLast().embedding().orElseThrow().dimensions());
        assertEquals(List.of("work/embed-and-chat", "echo/echo"), modelIds(models.models()));
    }

    @Test
    void llamaCppReportsTheDimensionsAndTheContextSizeButNotTheKind() {
        server.always("/v1/models", request -> FakeAnswer.json("""
            {"data":[{"id":"all-minilm.gguf","owned_by":"llamacpp","architecture":{"output_modalities":["text"]},
              "meta":{"n_ctx":2048,"n_embd":384}}]}\
            """));
        ListModelsResult models =
                providers(provider("llamafile").apiBase(server.uri())).models(REFRESH);

        assertEquals(
                Optional.of(new ModelInfo.Embedding(OptionalInt.of(384), OptionalInt.of(2048))),
                models.embeddingModels().getFirst().embedding());
        assertEquals(
                "assumed from the model's name",
                models.embeddingModels().getFirst().sources().get("embedding"));
    }

    @Test
    void ifTheKindIsNotReportedTheNameIndicatesIt() {
        server.always("/v1/models", request -> Service.modelListResponse("all-minilm-l6-v2", "some-embed", "chat-one"));
        ListModelsResult models =
                providers(provider("work").apiBase(server.uri())).models(REFRESH);

        assertEquals(List.of("work/all-minilm-l6-v2", "work/some-embed"), modelIds(models.embeddingModels()));
        ModelInfo firstModel = models.embeddingModels().getFirst();
        assertEquals("assumed from the model's name", firstModel.sources().get("embedding"));
        assertEquals(
                Optional.of(new ModelInfo.Embedding(OptionalInt.of(384), OptionalInt.of(256))), firstModel.embedding());
        assertEquals(
                Optional.of(new ModelInfo.Embedding(OptionalInt.empty(), OptionalInt.empty())),
                models.embeddingModels().get(1).embedding());
    }

    @Test
    void aModelThatTheUserConfiguresCanAlsoBeForEmbeddings() {
        ListModelsResult models = providers(
                        provider("azure").apiBase(server.uri()).models("text-embedding-3-large", "gpt-5"))
                .models(REFRESH);

        assertEquals(List.of("azure/text-embedding-3-large"), modelIds(models.embeddingModels()));
        assertEquals(List.of("azure/gpt-5", "echo/echo"), modelIds(models.models()));
    }

    @Test
    void aProviderWithOnlyEmbeddingModelsIsReady() {
        server.always("/v1/models", request -> Service.modelListResponse("voyage-4", "voyage-4-lite"));
        Providers providers = providers(provider("work").apiBase(server.uri()));
        providers.models(REFRESH);

        assertEquals(
                "Ready · 2 embedding models",
                providers
                        .providers(new ListProvidersParams(false, false))
                        .providers()
                        .getFirst()
                        .status()
                        .message());
    }

    @Test
    void usingAnEmbeddingModelForAChatIsAnErrorThatStatesItsKind() {
        server.always("/v1/models", request -> FakeAnswer.json("{\"data\":[{\"id\":\"a\",\"type\":\"embedding\"}]}"));
        Providers providers = providers(provider("work").apiBase(server.uri()));
        providers.models(REFRESH);

        ErrorInfo error = assertThrows(OpenLlmException.class, () -> providers.resolve("a"))
                .info();
        assertEquals(ErrorKind.INVALID_REQUEST, error.kind());
        assertEquals("work/a is an embedding model.", error.message());
    }

    @Test
    void embeddingsFromAChatModelAreRefusedWithTheNamesOfOthers() {
        server.always("/v1/models", request -> Service.modelListResponse("gpt-5", "text-embedding-3-small"));
        AtomicReference<Providers> hosted =
                new AtomicReference<>(providers(provider("openai").models("gpt-5", "text-embedding-3-small")));

        ErrorInfo error = assertThrows(
                        OpenLlmException.class, () -> hosted.get().resolveEmbedding("openai/gpt-5"))
                .info();

        assertEquals("openai/gpt-5 cannot create embeddings.", error.message());
        assertEquals(
                "Choose an embedding model, such as openai/text-embedding-3-small.",
                error.hint().orElseThrow());
        assertEquals(
                "openai/unknown-model",
                hosted.get().resolveEmbedding("openai/unknown-model").info().id());
    }

    @Test
    void aSelfHostedServerCanEmbedWithAnyModel() {
        server.always("/v1/models", request -> FakeAnswer.json("{\"data\":[{\"id\":\"a\",\"type\":\"llm\"}]}"));
        Providers providers = providers(provider("work").apiBase(server.uri()));
        providers.models(REFRESH);

        assertEquals("work/a", providers.resolveEmbedding("work/a").info().id());
    }

    @Test
    void ifOnlyTheNameIndicatesTheKindAChatIsLeftToTheProvider() {
        server.always("/v1/models", request -> Service.modelListResponse("some-embed"));
        Providers providers = providers(provider("work").apiBase(server.uri()));
        providers.models(REFRESH);

        ModelInfo model = providers.resolve("work/some-embed").info();
        assertTrue(model.embedding().isPresent());
        EmbeddingModelError.rejectChat(model);
    }

    private static Providers providers(ConfigInMemory.Written builder) {
        return Service.providers(new KeysInMemory(), builder.headers(Map.of()).build());
    }

    private static List<String> modelIds(List<ModelInfo> models) {
        return models.stream().map(ModelInfo::id).toList();
    }
}
