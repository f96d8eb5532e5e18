package dev.openllm.server.dialect.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.embedding.InputType;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.WireRequest;

/**
 * The Gemini embeddings API. Sources: https://ai.google.dev/api/embeddings and
 * https://ai.google.dev/gemini-api/docs/embeddings
 */
final class GeminiEmbeddings implements EmbeddingForm {

    /**
     * The name prefix of models that infer the purpose of an input from the first words of the input and normalize
     * shortened vectors.
     */
    private static final String PREFIX_MODEL = "gemini-embedding-2";

    @Override
    public String api() {
        return "gemini";
    }

    @Override
    public boolean supportsInputType(Quirks quirks) {
        return true;
    }

    @Override
    public WireRequest encode(EmbeddingCall call) {
        ObjectNode body = Wire.JSON.createObjectNode();
        ArrayNode requests = body.putArray("requests");
        String model = baseName(call.model());
        for (String text : call.texts()) {
            ObjectNode request = requests.addObject().put("model", "models/" + model);
            request.putObject("content").putArray("parts").addObject().put("text", withPrefix(call, text));
            if (!usesPrefixes(call)) {
                call.inputType()
                        .ifPresent(type -> request.put(
                                "taskType", type == InputType.QUERY ? "RETRIEVAL_QUERY" : "RETRIEVAL_DOCUMENT"));
            }
            call.dimensions().ifPresent(length -> request.put("outputDimensionality", length));
            call.addFields(request);
        }
        return WireRequest.post("/models/" + model + ":batchEmbedContents", body);
    }

    @Override
    public EmbeddingResponse read(EmbeddingCall call, JsonNode body) {
        Vectors vectors = new Vectors(call.size());
        int position = 0;
        for (JsonNode embedding : body.path("embeddings")) {
            vectors.add(position++, embedding.path("values"));
        }
        boolean unnormalized = call.dimensions().isPresent() && !usesPrefixes(call);
        return (unnormalized ? vectors.normalize() : vectors)
                .response(body.path("usageMetadata").path("promptTokenCount"));
    }

    private static String withPrefix(EmbeddingCall call, String text) {
        if (!usesPrefixes(call) || call.inputType().isEmpty()) {
            return text;
        }
        return (call.inputType().get() == InputType.QUERY ? "task: search result | query: " : "title: none | text: ")
                + text;
    }

    private static boolean usesPrefixes(EmbeddingCall call) {
        return baseName(call.model()).startsWith(PREFIX_MODEL);
    }

    private static String baseName(String model) {
        return model.startsWith("models/") ? model.substring("models/".length()) : model;
    }
}
