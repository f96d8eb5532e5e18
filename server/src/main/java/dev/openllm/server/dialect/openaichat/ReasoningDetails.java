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
    void add(JsonNode pieces) {
        for (JsonNode piece : pieces) {
            if (piece instanceof ObjectNode object) {
                ObjectNode begun = begun(object);
                if (begun == null) {
                    details.add(object.deepCopy());
                } else {
                    merge(begun, object);
                }
            }
        }
    }

    /** Returns the readable text in the {@code reasoning_details} of a frame. */
    static String visibleWords(JsonNode pieces) {
        if (pieces.isEmpty()) {
            return "";
        }
        StringBuilder words = new StringBuilder();
        for (JsonNode piece : pieces) {
            words.append(piece.path("text").asText(""))
                    .append(piece.path("summary").asText(""));
        }
        return words.toString();
    }

    /**
     * Returns the last entry if the new object is a fragment of it; otherwise, {@code null}. Fragments of an entry have
     * the same index, type, and, if present, ID.
     */
    private ObjectNode begun(ObjectNode piece) {
        if (details.isEmpty()) {
            return null;
        }
        ObjectNode last = (ObjectNode) details.get(details.size() - 1);
        boolean same = last.path("index").equals(piece.path("index"))
                && last.path("type").equals(piece.path("type"))
                && (!last.hasNonNull("id")
                        || !piece.hasNonNull("id")
                        || last.get("id").equals(piece.get("id")));
        boolean encryptedAlready = last.hasNonNull("data") && piece.hasNonNull("data");
        return same && !encryptedAlready ? last : null;
    }

    private static void merge(ObjectNode begun, ObjectNode piece) {
        piece.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            boolean fragment = (name.equals("text") || name.equals("summary"))
                    && begun.path(name).isTextual();
            if (fragment) {
                begun.put(name, begun.get(name).asText() + value.asText(""));
            } else if (!value.isNull()) {
                begun.set(name, value);
            }
        });
    }
}
