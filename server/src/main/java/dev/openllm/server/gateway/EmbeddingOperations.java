package dev.openllm.server.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.embedding.EmbedResult;
import dev.openllm.server.embedding.Embeddings;
import dev.openllm.server.gateway.gemini.GeminiEmbeddingsApi;
import dev.openllm.server.gateway.ollama.OllamaEmbeddingsApi;
import dev.openllm.server.gateway.openai.OpenAiEmbeddingsApi;
import dev.openllm.server.provider.Providers;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Embeddings in the form of each API.
 *
 * @param embeddings created at first use
 */
record EmbeddingOperations(Supplier<Embeddings> embeddings, Providers providers, ModelNames names) {

    ObjectNode openAi(JsonNode body, String consumer) {
        boolean base64 = OpenAiEmbeddingsApi.asksForBase64(body);
        return OpenAiEmbeddingsApi.write(embed(OpenAiEmbeddingsApi.read(body), consumer), base64);
    }

    ObjectNode ollama(JsonNode body, String consumer) {
        EmbedParams params = OllamaEmbeddingsApi.read(body, names::withoutLatest);
        if (onlyLoads(params)) {
            return OllamaEmbeddingsApi.write(body, List.of(), OptionalLong.empty());
        }
        EmbedResult result = embed(params, consumer);
        return OllamaEmbeddingsApi.write(
                body, result.embeddings(), result.usage().inputTokens());
    }

    /** The older form, for one text. */
    ObjectNode ollamaPrompt(JsonNode body, String consumer) {
        EmbedParams params = OllamaEmbeddingsApi.readPrompt(body, names::withoutLatest);
        return OllamaEmbeddingsApi.writeOne(
                onlyLoads(params) ? List.of() : embed(params, consumer).embeddings());
    }

    ObjectNode gemini(String model, JsonNode body, String consumer) {
        EmbedResult result = embed(GeminiEmbeddingsApi.read(model, body), consumer);
        return GeminiEmbeddingsApi.write(result.embeddings().getFirst());
    }

    ObjectNode geminiBatch(String model, JsonNode body, String consumer) {
        return GeminiEmbeddingsApi.writeBatch(
                embed(GeminiEmbeddingsApi.readBatch(model, body), consumer).embeddings());
    }

    /** Ollama loads a model when it receives no text. */
    private boolean onlyLoads(EmbedParams params) {
        if (params.size() > 0) {
            return false;
        }
        providers.resolve(params.model());
        return true;
    }

    private EmbedResult embed(EmbedParams params, String consumer) {
        return embeddings.get().embed(params.forConsumer(consumer));
    }
}
