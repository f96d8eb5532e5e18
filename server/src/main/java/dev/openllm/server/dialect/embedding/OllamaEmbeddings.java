package dev.openllm.server.dialect.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.dialect.WireRequest;

/** The Ollama embeddings API. Source: https://docs.ollama.com/api/embed */
final class OllamaEmbeddings implements EmbeddingForm {

    @Override
    public String api() {
        return "ollama-chat";
    }

    /** Encodes a request. Ollama truncates inputs that are too long unless the request disables truncation. */
    @Override
    public WireRequest encode(EmbeddingCall call) {
        ObjectNode body = Wire.JSON.createObjectNode().put("model", call.model());
        ArrayNode input = body.putArray("input");
        call.texts().forEach(input::add);
        body.put("truncate", call.truncate());
        call.dimensions().ifPresent(length -> body.put("dimensions", length));
        call.addFields(body);
        return WireRequest.post("/api/embed", body);
    }

    @Override
    public EmbeddingResponse read(EmbeddingCall call, JsonNode body) {
        return new Vectors(call.size()).addAll(body.path("embeddings")).response(body.path("prompt_eval_count"));
    }
}
