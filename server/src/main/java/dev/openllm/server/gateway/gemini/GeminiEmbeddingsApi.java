package dev.openllm.server.gateway.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.embedding.InputType;
import dev.openllm.server.gateway.api.Fields;
import dev.openllm.server.gateway.api.Intake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The embedding methods of the Gemini API. Source: https://ai.google.dev/api/embeddings */
public final class GeminiEmbeddingsApi {

    private static final Set<String> SUPPORTED_FIELDS = Set.of("content", "taskType", "title", "outputDimensionality");

    private GeminiEmbeddingsApi() {}

    /** Reads a request for a single embedding. */
    public static EmbedParams read(String model, JsonNode body, Intake intake) {
        return read(model, List.of(body), intake);
    }

    /** Reads a request for several embeddings. */
    public static EmbedParams readBatch(String model, JsonNode body, Intake intake) {
        List<JsonNode> requests = body.path("requests").valueStream().toList();
        if (requests.isEmpty()) {
            throw Fields.invalid("requests must be a non-empty list.");
        }
        return read(model, requests, intake);
    }

    /**
     * Combines several requests into one. They must specify the same task type, title, and number of dimensions,
     * because a request to a provider can specify each of these only once.
     */
    private static EmbedParams read(String model, List<JsonNode> rawRequests, Intake intake) {
        List<JsonNode> requests =
                rawRequests.stream().<JsonNode>map(ProtoNames::withJsonNames).toList();
        JsonNode first = requests.getFirst();
        List<String> texts = new ArrayList<>();
        for (JsonNode request : requests) {
            for (String field : List.of("taskType", "title", "outputDimensionality")) {
                if (!request.path(field).equals(first.path(field))) {
                    throw Fields.invalid(field + " must be the same in all requests.");
                }
            }
            intake.omitFields(request, SUPPORTED_FIELDS);
            texts.add(text(request.path("content").path("parts")));
        }
        Fields.text(first, "title").ifPresent(title -> forward("title", first, intake));
        EmbedParams params = new EmbedParams(
                model,
                texts,
                List.of(),
                Fields.integer(first, "outputDimensionality"),
                inputType(first, intake),
                false,
                Optional.empty());
        return params.withDialectFields(intake.dialectFields());
    }

    private static void forward(String field, JsonNode request, Intake intake) {
        intake.forward(field, request.get(field));
        intake.addNotice("The field \"" + field + "\" is sent only to providers that use this API.");
    }

    private static String text(JsonNode parts) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : parts) {
            if (!part.path("text").isTextual()) {
                throw Fields.invalid("content.parts must contain text.");
            }
            text.append(part.path("text").textValue());
        }
        return text.toString();
    }

    /**
     * Returns the input type. A task type that no other API supports, such as {@code CLUSTERING}, is sent only to
     * providers that use the Gemini API.
     */
    private static Optional<InputType> inputType(JsonNode request, Intake intake) {
        return Fields.text(request, "taskType").flatMap(type -> switch (type) {
            case "TASK_TYPE_UNSPECIFIED" -> Optional.empty();
            case "RETRIEVAL_QUERY" -> Optional.of(InputType.QUERY);
            case "RETRIEVAL_DOCUMENT" -> Optional.of(InputType.DOCUMENT);
            default -> {
                forward("taskType", request, intake);
                yield Optional.empty();
            }
        });
    }

    public static ObjectNode write(float[] vector) {
        ObjectNode body = Wire.JSON.createObjectNode();
        addValues(vector, body.putObject("embedding"));
        return body;
    }

    public static ObjectNode writeBatch(List<float[]> vectors) {
        ObjectNode body = Wire.JSON.createObjectNode();
        ArrayNode embeddings = body.putArray("embeddings");
        vectors.forEach(vector -> addValues(vector, embeddings.addObject()));
        return body;
    }

    private static void addValues(float[] vector, ObjectNode embedding) {
        ArrayNode values = embedding.putArray("values");
        for (float component : vector) {
            values.add(component);
        }
    }
}
