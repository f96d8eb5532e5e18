package dev.openllm.server.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.embedding.EmbedResult;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.dialect.embedding.EmbeddingQuirk;
import dev.openllm.server.embedding.Embeddings;
import dev.openllm.server.gateway.api.Intake;
import dev.openllm.server.gateway.gemini.GeminiEmbeddingsApi;
import dev.openllm.server.gateway.ollama.OllamaEmbeddingsApi;
import dev.openllm.server.gateway.openai.OpenAiEmbeddingsApi;
import dev.openllm.server.provider.Providers;
import dev.openllm.server.provider.ResolvedModel;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Implements the embedding operations of all gateway APIs. Each operation records in an {@link Intake} the parts of the
 * request that it omits.
 *
 * @param embeddings a supplier that creates the {@link Embeddings} at first use
 */
record EmbeddingOperations(Supplier<Embeddings> embeddings, Providers providers, ModelNames names) {

    /**
     * A pattern that matches the names of OpenAI embedding models, regardless of the provider that hosts the models.
     */
    private static final Pattern OPENAI_MODEL_PATTERN = Pattern.compile("text-embedding-(?:3-|ada-)");

    ObjectNode openAi(JsonNode body, Intake intake) {
        boolean base64 = OpenAiEmbeddingsApi.isBase64Requested(body);
        EmbedParams params = OpenAiEmbeddingsApi.read(body, intake);
        if (!params.tokens().isEmpty()) {
            requireOpenAiVocabulary(params.model());
        }
        return OpenAiEmbeddingsApi.write(embed(params, intake), base64);
    }

    /**
     * Rejects token IDs for a model that does not use the OpenAI vocabulary. LangChain sends OpenAI token IDs to every
     * model, but other models would interpret these IDs as different tokens.
     */
    private void requireOpenAiVocabulary(String name) {
        if (providers.resolveEmbedding(name) instanceof ResolvedModel.Remote model
                && !model.quirks().has(EmbeddingQuirk.OPENAI_TOKENS)
                && !OPENAI_MODEL_PATTERN.matcher(model.info().model()).find()) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST,
                    model.info().id() + " cannot accept these token IDs, because they belong to the OpenAI vocabulary.",
                    "Send text instead. In LangChain, set check_embedding_ctx_length=False.");
        }
    }

    ObjectNode ollama(JsonNode body, Intake intake) {
        EmbedParams params = OllamaEmbeddingsApi.read(body, names::withoutLatestTag, intake);
        if (isLoadRequest(params)) {
            return OllamaEmbeddingsApi.write(body, List.of(), OptionalLong.empty());
        }
        EmbedResult result = embed(params, intake);
        return OllamaEmbeddingsApi.write(
                body, result.embeddings(), result.usage().inputTokens());
    }

    /** Handles a request to the older Ollama endpoint, {@code /api/embeddings}, which accepts only a single string. */
    ObjectNode ollamaPrompt(JsonNode body, Intake intake) {
        EmbedParams params = OllamaEmbeddingsApi.readPrompt(body, names::withoutLatestTag, intake);
        return OllamaEmbeddingsApi.writeSingle(
                isLoadRequest(params) ? List.of() : embed(params, intake).embeddings());
    }

    ObjectNode gemini(String model, JsonNode body, Intake intake) {
        EmbedResult result = embed(GeminiEmbeddingsApi.read(model, body, intake), intake);
        return GeminiEmbeddingsApi.write(result.embeddings().getFirst());
    }

    ObjectNode geminiBatch(String model, JsonNode body, Intake intake) {
        return GeminiEmbeddingsApi.writeBatch(embed(GeminiEmbeddingsApi.readBatch(model, body, intake), intake)
                .embeddings());
    }

    /** Returns whether the request contains no input, which Ollama treats as a request to load the model. */
    private boolean isLoadRequest(EmbedParams params) {
        if (params.size() > 0) {
            return false;
        }
        providers.resolveEmbedding(params.model());
        return true;
    }

    private EmbedResult embed(EmbedParams params, Intake intake) {
        EmbedResult result = embeddings.get().embed(params.forConsumer(intake.consumer()));
        result.notices().forEach(intake::addNotice);
        return result;
    }
}
