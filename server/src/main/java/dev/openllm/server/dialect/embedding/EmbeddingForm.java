package dev.openllm.server.dialect.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.WireRequest;
import java.util.Optional;

/** The format of an embeddings API, such as that of OpenAI or Cohere. */
public interface EmbeddingForm {

    /**
     * Returns the format that the quirks specify or, if they do not specify one, the format of the dialect. Returns an
     * empty result if the API does not support embeddings.
     *
     * @param dialect the dialect name used in configuration files
     * @param quirks the quirks of the provider and the model
     */
    static Optional<EmbeddingForm> of(String dialect, Quirks quirks) {
        if (quirks.value(EmbeddingQuirk.FORM, "").equals("cohere")) {
            return Optional.of(new CohereEmbeddings());
        }
        return switch (dialect) {
            case "openai-chat", "openai-responses" -> Optional.of(new OpenAiEmbeddings());
            case "gemini" -> Optional.of(new GeminiEmbeddings());
            case "ollama-chat" -> Optional.of(new OllamaEmbeddings());
            default -> Optional.empty();
        };
    }

    /** Returns whether the API accepts token IDs instead of text. */
    default boolean acceptsTokens(Quirks quirks) {
        return false;
    }

    /** Returns the API name under which requests specify additional fields for this API. */
    String api();

    /** Returns whether requests to the API can specify the purpose of the inputs. */
    default boolean supportsInputType(Quirks quirks) {
        return false;
    }

    WireRequest encode(EmbeddingCall call);

    /** Reads the body of a successful response. */
    EmbeddingResponse read(EmbeddingCall call, JsonNode body);
}
