package dev.openllm.server.dialect.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.WireRequest;
import java.util.Optional;

/** How an API is asked for embeddings. */
public interface EmbeddingForm {

    /**
     * The form of a dialect, by its name in configuration files, or that which a quirk names; empty for an API without
     * embeddings.
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

    /** Whether texts may be given as token IDs. */
    default boolean takesTokens(Quirks quirks) {
        return false;
    }

    /** The name by which further fields are given for providers of this API. */
    String api();

    /** Whether the purpose of the texts is part of a request. */
    default boolean takesInputType(Quirks quirks) {
        return false;
    }

    WireRequest encode(EmbeddingCall call);

    /** Reads the body of a successful response. */
    EmbeddingResponse read(EmbeddingCall call, JsonNode body);
}
