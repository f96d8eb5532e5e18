package dev.openllm.server.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ResponseFormat;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.StructuredOutput;
import java.util.Optional;

/** Encoder for the schema to which a response is constrained, in the format that both OpenAI dialects use. */
public final class OutputSchema {

    private OutputSchema() {}

    /**
     * Returns whether the response can be constrained to a schema. If it cannot, the model receives only an
     * instruction; see {@link #instruction}.
     */
    public static boolean isSchemaSent(ChatCall call) {
        return StructuredOutput.isSchemaSent(call);
    }

    /** Returns the instruction for a model whose response cannot be constrained to a schema. */
    public static Optional<String> instruction(ChatCall call) {
        return StructuredOutput.instruction(call);
    }

    /** Returns an object with {@code name}, {@code schema}, and {@code strict}. */
    public static ObjectNode of(ResponseFormat format, ObjectNode schema) {
        String name = format.name().replaceAll("[^a-zA-Z0-9_-]", "_");
        return Wire.JSON
                .createObjectNode()
                .put("name", name.isEmpty() ? "answer" : name.substring(0, Math.min(64, name.length())))
                .put("strict", fitsStrict(schema))
                .set("schema", schema);
    }

    /**
     * Returns whether a schema can be sent as strict. OpenAI responds with 400 if any object allows additional
     * properties or has an optional property. Source:
     * https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
     */
    static boolean fitsStrict(JsonNode schema) {
        JsonNode properties = schema.path("properties");
        boolean isObject = properties.isObject() || schema.path("type").asText().equals("object");
        if (isObject) {
            boolean closed = schema.path("additionalProperties").isBoolean()
                    && !schema.path("additionalProperties").asBoolean();
            if (!closed || schema.path("required").size() != properties.size()) {
                return false;
            }
        }
        for (JsonNode part : schema) {
            if (part.isContainerNode() && !fitsStrict(part)) {
                return false;
            }
        }
        return true;
    }
}
