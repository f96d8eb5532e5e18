package dev.openllm.server.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ResponseFormat;
import dev.openllm.server.gateway.api.Fields;
import dev.openllm.server.gateway.api.Intake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Converts message content for the OpenAI Chat Completions and Responses APIs. Clients mix the content parts of the two
 * APIs, so both APIs accept all content parts.
 */
final class OpenAiContent {

    private static final Set<String> SUPPORTED_FIELDS = Set.of(
            "type",
            "text",
            "refusal",
            "thinking",
            "image_url",
            "file",
            "file_data",
            "file_url",
            "filename",
            "prompt_cache_breakpoint",
            "cache_control");

    private static final Set<String> SUPPORTED_IMAGE_FIELDS = Set.of("url");

    private OpenAiContent() {}

    /** Converts content, which can be a string, a part, or a list of parts. */
    static List<Part> parts(JsonNode content, Intake intake) {
        if (content.isTextual()) {
            return List.of(new Part.Text(content.textValue()));
        }
        if (content.isObject()) {
            return part(content, intake);
        }
        List<Part> parts = new ArrayList<>();
        content.forEach(part -> parts.addAll(part(part, intake)));
        return parts;
    }

    private static List<Part> part(JsonNode part, Intake intake) {
        if (part.isTextual()) {
            return List.of(new Part.Text(part.textValue()));
        }
        JsonNode file = part.path("file").isObject() ? part.path("file") : part;
        if (file.hasNonNull("file_id")) {
            throw Fields.invalid("Files are not stored here: send their content instead of a file_id.");
        }
        String type = part.path("type").asText(part.has("text") ? "text" : "");
        List<Part> parts = new ArrayList<>(part(type, part, file, intake));
        JsonNode breakpoint = part.path("prompt_cache_breakpoint");
        if (breakpoint.isObject()) {
            parts.add(new Part.CacheBreakpoint(
                    breakpoint.has("ttl") ? "1h" : "5m")); // the OpenAI cache lifetimes are 30m and 12h
        }
        return parts;
    }

    private static List<Part> part(String type, JsonNode part, JsonNode file, Intake intake) {
        intake.omitFieldsOf(type, part, SUPPORTED_FIELDS);
        intake.omitFieldsOf("image_url", part.path("image_url"), SUPPORTED_IMAGE_FIELDS);
        return switch (type) {
            case "text", "input_text", "output_text", "summary_text", "reasoning_text" ->
                List.of(new Part.Text(part.path("text").asText()));
            case "refusal" -> List.of(new Part.Text(part.path("refusal").asText()));
            case "thinking" ->
                List.of(new Part.Reasoning(Fields.joinedText(part.path("thinking")))); // the format that Mistral uses
            case "image_url", "input_image" -> List.of(image(part.path("image_url")));
            case "file", "input_file" -> List.of(file(file));
            default -> throw Fields.invalid("Content of the type \"" + type + "\" is not supported.");
        };
    }

    private static Part image(JsonNode image) {
        return Fields.image(
                image.isTextual() ? image.textValue() : image.path("url").asText());
    }

    private static Part file(JsonNode file) {
        if (file.hasNonNull("file_url")) {
            return new Part.File("application/pdf", "", Fields.text(file, "filename"), Fields.text(file, "file_url"));
        }
        if (!file.hasNonNull("file_data")) {
            throw Fields.invalid("A file has neither file_data nor file_url.");
        }
        return Fields.file(file.path("file_data").asText(), Fields.text(file, "filename"));
    }

    /**
     * Returns the response format.
     *
     * @param schema the object that contains the schema and its name; the two APIs differ only in the location of this
     *     object
     */
    static Optional<ResponseFormat> responseFormat(JsonNode format, JsonNode schema) {
        return switch (format.path("type").asText()) {
            case "json_object" -> Optional.of(new ResponseFormat(null, Optional.empty()));
            case "json_schema" ->
                Optional.of(new ResponseFormat(
                        Fields.text(schema, "name").orElse(null),
                        Fields.object(schema, "schema").map(inner -> withDescription(inner, schema))));
            default -> Optional.empty();
        };
    }

    /**
     * Returns the schema with the description of the response format added to it, because other APIs have no separate
     * field for the description.
     */
    private static ObjectNode withDescription(ObjectNode schema, JsonNode format) {
        return format.path("description").isTextual() && !schema.has("description")
                ? schema.deepCopy()
                        .put("description", format.path("description").textValue())
                : schema;
    }
}
