package dev.openllm.server.dialect.openairesponses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Records the order of reasoning, text, and tool calls in a response, including the reasoning items themselves. A
 * reasoning item must be sent back directly before the item that it led to; otherwise, OpenAI responds with 400. {@link
 * OpenAiResponsesMessageEncoder} restores this order.
 *
 * <p>The provider state is {@code {"output": […]}}, which contains reasoning items as received, {@code {"type":
 * "message", "length", "phase"}} for text, {@code {"type": "function_call"}} for calls, and the items of the provider's
 * own tools as received.
 */
final class ResponseTrace {

    /** The fields of a reasoning item that are sent back. Some providers reject {@code status}. */
    private static final List<String> REASONING_FIELDS =
            List.of("type", "id", "summary", "content", "encrypted_content");

    private final TreeMap<Integer, ObjectNode> entries = new TreeMap<>();

    void message(int position, int length, JsonNode phase) {
        ObjectNode entry = Wire.JSON.createObjectNode().put("type", "message").put("length", length);
        if (phase.isTextual()) {
            entry.set("phase", phase);
        }
        entries.put(position, entry);
    }

    void functionCall(int position) {
        entries.put(position, Wire.JSON.createObjectNode().put("type", "function_call"));
    }

    /** Stores a reasoning item if it contains encrypted or full reasoning; a summary alone is of no use to a model. */
    void reasoning(int position, JsonNode item) {
        boolean encrypted = !item.path("encrypted_content").asText("").isEmpty();
        boolean hasContent = !item.path("content").isEmpty();
        if (encrypted || hasContent) {
            ObjectNode entry = Wire.JSON.createObjectNode();
            REASONING_FIELDS.stream().filter(item::hasNonNull).forEach(field -> entry.set(field, item.get(field)));
            entries.put(position, entry);
        }
    }

    /**
     * Stores the item of a tool that the provider ran itself. Generated images are omitted because they are too large
     * to store.
     */
    void providerToolCall(int position, JsonNode item) {
        if (item instanceof ObjectNode object && !item.path("type").asText().equals("image_generation_call")) {
            entries.put(position, object);
        }
    }

    /**
     * Returns the provider state, or an empty result if the messages themselves contain all the necessary information.
     */
    Optional<ObjectNode> state() {
        boolean plain = entries.values().stream().allMatch(ResponseTrace::isPlain);
        if (plain) {
            return Optional.empty();
        }
        ArrayNode output = Wire.JSON.createArrayNode();
        entries.values().forEach(output::add);
        return Optional.of(Wire.JSON.createObjectNode().set("output", output));
    }

    private static boolean isPlain(ObjectNode entry) {
        String type = entry.path("type").asText();
        return type.equals("function_call") || type.equals("message") && !entry.has("phase");
    }
}
