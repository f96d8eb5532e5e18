package dev.openllm.server.dialect.schema;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Detects schemas that a provider can enforce. A provider rejects a request with a strict tool if it cannot enforce the
 * tool's schema.
 */
final class StrictSchema {

    private StrictSchema() {}

    /**
     * Returns whether a provider can enforce a schema. Source:
     * https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
     */
    static boolean fits(JsonNode schema, ToolRules.Strict strict) {
        return switch (strict) {
            case NONE -> false;
            case CLOSED -> objectsFit(schema, false);
            case CLOSED_AND_REQUIRED -> objectsFit(schema, true);
        };
    }

    private static boolean objectsFit(JsonNode schema, boolean allRequired) {
        JsonNode properties = schema.path("properties");
        boolean object = properties.isObject() || schema.path("type").asText().equals("object");
        if (object) {
            JsonNode additional = schema.path("additionalProperties");
            boolean closed = additional.isBoolean() && !additional.asBoolean();
            if (!closed || allRequired && schema.path("required").size() != properties.size()) {
                return false;
            }
        }
        for (JsonNode part : schema) {
            if (part.isContainerNode() && !objectsFit(part, allRequired)) {
                return false;
            }
        }
        return true;
    }
}
