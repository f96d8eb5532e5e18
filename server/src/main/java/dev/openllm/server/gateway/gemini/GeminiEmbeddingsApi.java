package dev.openllm.server.gateway.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.embedding.InputType;
import dev.openllm.server.gateway.api.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Google's embeddings. Source: https://ai.google.dev/api/embeddings */
public final class GeminiEmbeddingsApi {

    private GeminiEmbeddingsApi() {}

    /** Reads a request with one text. */
    public static EmbedParams read(String model, JsonNode body) {
        return read(model, List.of(body));
    }

    /** Reads a request with many texts. */
    public static EmbedParams readBatch(String model, JsonNode body) {
        List<JsonNode> requests = body.path("requests").valueStream().toList();
        if (requests.isEmpty()) {
            throw Fields.invalid("requests must be a list that is not empty.");
        }
        return read(model, requests);
    }

    private static EmbedParams read(String model, List<JsonNode> requests) {
        JsonNode first = requests.getFirst();
        Optional<InputType> type = inputType(first);
        OptionalInt dimensions = Fields.integer(first, "outputDimensionality");
        List<String> texts = new ArrayList<>();
        for (JsonNode request : requests) {
            if (!inputType(request).equals(type)
                    || !Fields.integer(request, "outputDimensionality").equals(dimensions)) {
                throw Fields.invalid("taskType and outputDimensionality must be the same in all requests.");
            }
            texts.add(text(request.path("content").path("parts")));
        }
        return new EmbedParams(model, texts, List.of(), dimensions, type, false, Optional.empty());
    }

    private static String text(JsonNode parts) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : parts) {
            if (!part.path("text").isTextual()) {
                throw Fields.invalid("content.parts must contain texts.");
            }
            text.append(part.path("text").textValue());
        }
        return text.toString();
    }

    private static Optional<InputType> inputType(JsonNode request) {
        if (request.hasNonNull("title")) {
            throw Fields.invalid("title is not supported. Put it in front of the text.");
        }
        return Fields.text(request, "taskType").flatMap(type -> switch (type) {
            case "TASK_TYPE_UNSPECIFIED" -> Optional.empty();
            case "RETRIEVAL_QUERY" -> Optional.of(InputType.QUERY);
            case "RETRIEVAL_DOCUMENT" -> Optional.of(InputType.DOCUMENT);
            default -> throw Fields.invalid("taskType must be RETRIEVAL_QUERY or RETRIEVAL_DOCUMENT, or absent.");
        });
    }

    public static ObjectNode write(float[] vector) {
        ObjectNode body = Wire.JSON.createObjectNode();
        add(vector, body.putObject("embedding"));
        return body;
    }

    public static ObjectNode writeBatch(List<float[]> vectors) {
        ObjectNode body = Wire.JSON.createObjectNode();
        ArrayNode embeddings = body.putArray("embeddings");
        vectors.forEach(vector -> add(vector, embeddings.addObject()));
        return body;
    }

    private static void add(float[] vector, ObjectNode embedding) {
        ArrayNode values = embedding.putArray("values");
        for (float component : vector) {
            values.add(component);
        }
    }
}
