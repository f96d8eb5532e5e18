package dev.openllm.server.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ResponseFormat;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.StructuredOutput;
import java.util.Optional;

/** The schema that a response is constrained to, as both OpenAI dialects write it. */
public final class OutputSchema {

    private OutputSchema() {}

    /**
     * Whether the response can be constrained to a schema; otherwise the model is only instructed, see {@link #note}.
     */
    public static boolean binds(ChatCall call) {
        return StructuredOutput.isSent(call);
    }

    /** The instruction to a model whose response cannot be constrained to a schema. */
    public static Optional<String> note(ChatCall call) {
        return StructuredOutput.instruction(call);
    }

    /** {@code name}, {@code schema} and {@code strict}. */
    public static ObjectNode of(ResponseFormat format, ObjectNode schema) {
        String name = format.name().replaceAll("[^a-zA-Z0-9_-]", "_");
        return Wire.JSON
                .createObjectNode()
                .put("name", name.isEmpty() ? "answer" : name.substring(0, Math.min(64, name.length())))
                .put("strict", fitsStrict(schema))
                .set("schema", schema);
    }

    /**
     * Whether a schema may be sent as strict: all objects closed and all their properties required, or OpenAI responds
     * with 400. Source: https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
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
