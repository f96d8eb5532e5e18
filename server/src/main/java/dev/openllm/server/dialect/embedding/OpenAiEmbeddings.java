package dev.openllm.server.dialect.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.embedding.InputType;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.WireRequest;

/** The OpenAI embeddings API. Source: https://platform.openai.com/docs/api-reference/embeddings */
final class OpenAiEmbeddings implements EmbeddingForm {

    @Override
    public String api() {
        return "openai-chat";
    }

    @Override
    public boolean supportsInputType(Quirks quirks) {
        return quirks.has(EmbeddingQuirk.INPUT_TYPE_FIELD);
    }

    @Override
    public boolean acceptsTokens(Quirks quirks) {
        return !quirks.has(EmbeddingQuirk.TEXTS_ONLY);
    }

    @Override
    public WireRequest encode(EmbeddingCall call) {
        Quirks quirks = call.quirks();
        ObjectNode body = Wire.JSON.createObjectNode().put("model", call.model());
        ArrayNode input = body.putArray("input");
        call.texts().forEach(input::add);
        call.tokens().forEach(ids -> ids.forEach(input.addArray()::add));
        call.dimensions()
                .ifPresent(length -> body.put(quirks.value(EmbeddingQuirk.DIMENSIONS_FIELD, "dimensions"), length));
        if (quirks.has(EmbeddingQuirk.INPUT_TYPE_FIELD)) {
            call.inputType()
                    .ifPresent(type ->
                            body.put(quirks.value(EmbeddingQuirk.INPUT_TYPE_FIELD, ""), inputType(type, quirks)));
        }
        if (quirks.has(EmbeddingQuirk.TRUNCATION_FIELD)) {
            body.put(quirks.value(EmbeddingQuirk.TRUNCATION_FIELD, ""), call.truncate());
        }
        call.addFields(body);
        return WireRequest.post("/embeddings", body);
    }

    private static String inputType(InputType type, Quirks quirks) {
        String[] names =
                quirks.value(EmbeddingQuirk.INPUT_TYPES, "query,document").split(",", 2);
        return type == InputType.QUERY ? names[0] : names[names.length - 1];
    }

    /**
     * Reads a response. Some servers omit {@code index}. Servers that include {@code index} might return the vectors in
     * an order that differs from the order of the inputs.
     */
    @Override
    public EmbeddingResponse read(EmbeddingCall call, JsonNode body) {
        Vectors vectors = new Vectors(call.size());
        int position = 0;
        for (JsonNode entry : body.path("data")) {
            vectors.add(entry.path("index").asInt(position), entry.path("embedding"));
            position++;
        }
        JsonNode usage = body.path("usage");
        // Voyage reports only "total_tokens".
        return vectors.response(usage.has("prompt_tokens") ? usage.path("prompt_tokens") : usage.path("total_tokens"));
    }
}
