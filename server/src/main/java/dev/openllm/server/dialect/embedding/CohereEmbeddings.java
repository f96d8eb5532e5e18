package dev.openllm.server.dialect.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.embedding.InputType;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.WireRequest;

/** The Cohere embeddings API. Source: https://docs.cohere.com/reference/embed */
final class CohereEmbeddings implements EmbeddingForm {

    @Override
    public String api() {
        return "cohere";
    }

    @Override
    public boolean supportsInputType(Quirks quirks) {
        return true;
    }

    /**
     * Encodes a request. The API requires an input type; if the caller does not specify one, the inputs are embedded as
     * documents.
     */
    @Override
    public WireRequest encode(EmbeddingCall call) {
        ObjectNode body = Wire.JSON.createObjectNode().put("model", call.model());
        ArrayNode texts = body.putArray("texts");
        call.texts().forEach(texts::add);
        boolean query = call.inputType().filter(type -> type == InputType.QUERY).isPresent();
        body.put("input_type", query ? "search_query" : "search_document");
        body.putArray("embedding_types").add("float");
        call.dimensions().ifPresent(length -> body.put("output_dimension", length));
        body.put("truncate", call.truncate() ? "END" : "NONE");
        call.addFields(body);
        return WireRequest.post("/embed", body);
    }

    @Override
    public EmbeddingResponse read(EmbeddingCall call, JsonNode body) {
        return new Vectors(call.size())
                .addAll(body.at("/embeddings/float"))
                .response(body.at("/meta/billed_units/input_tokens"));
    }
}
