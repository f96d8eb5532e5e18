package dev.openllm.server.dialect.openaichat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;

/**
 * Concatenates streamed {@code reasoning_details}, which contain signatures and encrypted reasoning that must be sent
 * back unchanged. Source: https://openrouter.ai/docs/use-cases/reasoning-tokens
 */
final class ReasoningDetails {

    private final ArrayNode details = Wire.JSON.createArrayNode();

    boolean isEmpty() {
        return details.isEmpty();
    }

    ArrayNode merged() {
        return details;
    }

    /** Reads the {@code reasoning_details} of a frame or of a complete response. */
    void add(JsonNode chunks) {
        for (JsonNode chunk : chunks) {
            if (chunk instanceof ObjectNode object) {
                ObjectNode previous = findPrevious(object);
                if (previous == null) {
                    details.add(object.deepCopy());
                } else {
                    merge(previous, object);
                }
            }
        }
    }

    /** Returns the readable text in the {@code reasoning_details} of a frame. */
    static String visibleText(JsonNode chunks) {
        if (chunks.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode chunk : chunks) {
            text.append(chunk.path("text").asText(""))
                    .append(chunk.path("summary").asText(""));
        }
        return text.toString();
    }

    /**
     * Returns the last entry if the new object is a fragment of it; otherwise, {@code null}. Fragments of an entry have
     * the same index, type, and, if present, ID.
     */
    private ObjectNode findPrevious(ObjectNode chunk) {
        if (details.isEmpty()) {
            return null;
        }
        ObjectNode last = (ObjectNode) details.get(details.size() - 1);
        boolean same = last.path("index").equals(chunk.path("index"))
                && last.path("type").equals(chunk.path("type"))
                && (!last.hasNonNull("id")
                        || !chunk.hasNonNull("id")
                        || last.get("id").equals(chunk.get("id")));
        boolean bothEncrypted = last.hasNonNull("data") && chunk.hasNonNull("data");
        return same && !bothEncrypted ? last : null;
    }

    private static void merge(ObjectNode previous, ObjectNode chunk) {
        chunk.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            boolean fragment = (name.equals("text") || name.equals("summary"))
                    && previous.path(name).isTextual();
            if (fragment) {
                previous.put(name, previous.get(name).asText() + value.asText(""));
            } else if (!value.isNull()) {
                previous.set(name, value);
            }
        });
    }
}
