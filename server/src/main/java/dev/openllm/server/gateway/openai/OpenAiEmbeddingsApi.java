package dev.openllm.server.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.embedding.EmbedResult;
import dev.openllm.protocol.embedding.InputType;
import dev.openllm.server.gateway.api.Fields;
import dev.openllm.server.gateway.api.Intake;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The OpenAI embeddings API. Source: https://platform.openai.com/docs/api-reference/embeddings */
public final class OpenAiEmbeddingsApi {

    private OpenAiEmbeddingsApi() {}

    private static final Set<String> SUPPORTED_FIELDS = Set.of(
            "model",
            "input",
            "dimensions",
            "output_dimension",
            "encoding_format",
            "output_dtype",
            "input_type",
            "user");

    /** Reads a request. Fields that this method does not read are forwarded to providers that use the same API. */
    public static EmbedParams read(JsonNode body, Intake intake) {
        if (!Fields.text(body, "output_dtype").orElse("float").equals("float")) {
            throw Fields.invalid("output_dtype must be float.");
        }
        intake.omitFields(body, SUPPORTED_FIELDS);
        Fields.text(body, "user").ifPresent(user -> intake.forward("user", body.get("user")));
        return read(body).withDialectFields(intake.dialectFields());
    }

    private static EmbedParams read(JsonNode body) {
        String model = Fields.text(body, "model").orElseThrow(() -> Fields.invalid("model is required."));
        JsonNode input = body.path("input");
        boolean hasTokenIds = input.path(0).isNumber() || input.path(0).isArray();
        return new EmbedParams(
                model,
                hasTokenIds ? List.of() : texts(input),
                hasTokenIds ? tokens(input) : List.of(),
                dimensions(body),
                inputType(body),
                false,
                Optional.empty());
    }

    /** Returns the number of dimensions. Mistral clients use a different name for this field. */
    private static OptionalInt dimensions(JsonNode body) {
        OptionalInt dimensions = Fields.integer(body, "dimensions");
        return dimensions.isPresent() ? dimensions : Fields.integer(body, "output_dimension");
    }

    /**
     * Returns whether the client requests base64-encoded embeddings. The OpenAI SDKs request this encoding, and the SDK
     * for Node.js cannot read any other format.
     */
    public static boolean isBase64Requested(JsonNode body) {
        String format = Fields.text(body, "encoding_format").orElse("float");
        if (!format.equals("float") && !format.equals("base64")) {
            throw Fields.invalid("encoding_format must be float or base64.");
        }
        return format.equals("base64");
    }

    public static ObjectNode write(EmbedResult result, boolean base64) {
        ObjectNode body = Wire.JSON.createObjectNode().put("object", "list");
        ArrayNode data = body.putArray("data");
        for (float[] vector : result.embeddings()) {
            ObjectNode entry = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            if (base64) {
                entry.put("embedding", base64(vector));
            } else {
                ArrayNode numbers = entry.putArray("embedding");
                for (float component : vector) {
                    numbers.add(component);
                }
            }
        }
        long tokens = result.usage().inputTokens().orElse(0);
        body.put("model", result.model());
        body.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return body;
    }

    private static List<String> texts(JsonNode input) {
        if (input.isTextual()) {
            return List.of(input.textValue());
        }
        if (!input.isArray() || input.isEmpty()) {
            throw Fields.invalid("input must be a string, a list of strings, or token IDs.");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode text : input) {
            if (!text.isTextual()) {
                throw Fields.invalid("input[" + texts.size() + "] must be a string.");
            }
            texts.add(text.textValue());
        }
        return texts;
    }

    private static List<List<Integer>> tokens(JsonNode input) {
        if (input.path(0).isNumber()) {
            return List.of(ids(input, "input"));
        }
        List<List<Integer>> lists = new ArrayList<>();
        for (JsonNode list : input) {
            lists.add(ids(list, "input[" + lists.size() + "]"));
        }
        return lists;
    }

    private static List<Integer> ids(JsonNode list, String name) {
        List<Integer> ids = new ArrayList<>();
        for (JsonNode id : list) {
            if (!id.canConvertToInt() || !id.isIntegralNumber()) {
                throw Fields.invalid(name + " must contain token IDs.");
            }
            ids.add(id.asInt());
        }
        if (!list.isArray()) {
            throw Fields.invalid(name + " must be a list of token IDs.");
        }
        return ids;
    }

    /**
     * Returns the input type. OpenRouter and Voyage define different values for {@code input_type}, all of which are
     * accepted.
     */
    private static Optional<InputType> inputType(JsonNode body) {
        return Fields.text(body, "input_type").map(type -> switch (type) {
            case "query", "search_query" -> InputType.QUERY;
            case "document", "search_document" -> InputType.DOCUMENT;
            default -> throw Fields.invalid("input_type must be query or document.");
        });
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
