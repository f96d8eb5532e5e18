package dev.openllm.server.gateway.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.server.gateway.api.Fields;
import dev.openllm.server.gateway.api.Intake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The Ollama embeddings API, and the older version of this API, which accepts only a single string. Source:
 * https://docs.ollama.com/api/embed
 */
public final class OllamaEmbeddingsApi {

    private static final Set<String> SUPPORTED_FIELDS =
            Set.of("model", "input", "prompt", "dimensions", "truncate", "options", "keep_alive");

    private OllamaEmbeddingsApi() {}

    /** Adds the fields that only Ollama supports, so that they can be forwarded to Ollama. */
    private static EmbedParams withOllamaFields(EmbedParams params, JsonNode body, Intake intake) {
        intake.omitFields(body, SUPPORTED_FIELDS);
        if (body.hasNonNull("keep_alive")) {
            intake.forward("keep_alive", body.get("keep_alive"));
        }
        ObjectNode options = intake.omitOptions(body.path("options"), Set.of());
        if (!options.isEmpty()) {
            intake.forward("options", options);
        }
        return params.withDialectFields(intake.dialectFields());
    }

    /**
     * Reads a request to {@code /api/embed}.
     *
     * @param nameNormalizer a function that removes the tag that a client appended to a model name
     */
    public static EmbedParams read(JsonNode body, UnaryOperator<String> nameNormalizer, Intake intake) {
        JsonNode input = body.path("input");
        List<String> texts = new ArrayList<>();
        if (input.isTextual()) {
            texts.add(input.textValue());
        } else if (input.isArray()) {
            for (JsonNode text : input) {
                if (!text.isTextual()) {
                    throw Fields.invalid("invalid input type"); // the message that Ollama itself uses
                }
                texts.add(text.textValue());
            }
        } else if (!input.isMissingNode() && !input.isNull()) {
            throw Fields.invalid("invalid input type");
        }
        EmbedParams params = new EmbedParams(
                nameNormalizer.apply(model(body)),
                texts.equals(List.of("")) ? List.of() : texts,
                List.of(),
                Fields.integer(body, "dimensions"),
                Optional.empty(),
                Fields.flag(body, "truncate").orElse(true),
                Optional.empty());
        return withOllamaFields(params, body, intake);
    }

    /** Reads a request to {@code /api/embeddings}. */
    public static EmbedParams readPrompt(JsonNode body, UnaryOperator<String> nameNormalizer, Intake intake) {
        List<String> texts = Fields.text(body, "prompt")
                .filter(prompt -> !prompt.isEmpty())
                .map(List::of)
                .orElse(List.of());
        EmbedParams params = new EmbedParams(
                nameNormalizer.apply(model(body)),
                texts,
                List.of(),
                OptionalInt.empty(),
                Optional.empty(),
                true,
                Optional.empty());
        return withOllamaFields(params, body, intake);
    }

    private static String model(JsonNode body) {
        return Fields.text(body, "model")
                .filter(name -> !name.isEmpty())
                .orElseThrow(() -> Fields.invalid("model is required"));
    }

    /**
     * Returns the body of the response.
     *
     * @param request the request body, which contains the model name that the response repeats
     */
    public static ObjectNode write(JsonNode request, List<float[]> vectors, OptionalLong tokens) {
        ObjectNode body =
                Wire.JSON.createObjectNode().put("model", request.path("model").asText());
        ArrayNode embeddings = body.putArray("embeddings");
        vectors.forEach(vector -> addComponents(vector, embeddings.addArray()));
        body.put("total_duration", 0).put("load_duration", 0);
        tokens.ifPresent(count -> body.put("prompt_eval_count", count));
        return body;
    }

    public static ObjectNode writeSingle(List<float[]> vectors) {
        ObjectNode body = Wire.JSON.createObjectNode();
        ArrayNode embedding = body.putArray("embedding");
        vectors.stream().findFirst().ifPresent(vector -> addComponents(vector, embedding));
        return body;
    }

    private static void addComponents(float[] vector, ArrayNode numbers) {
        for (float component : vector) {
            numbers.add(component);
        }
    }
}
