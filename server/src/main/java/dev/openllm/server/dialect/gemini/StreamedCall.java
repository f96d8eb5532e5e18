package dev.openllm.server.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function call whose arguments arrive in chunks. Each chunk specifies the position of its value as a JSON path.
 * Vertex AI streams arguments on request. Source:
 * https://docs.cloud.google.com/vertex-ai/generative-ai/docs/multimodal/function-calling
 */
final class StreamedCall {

    /** A step of a JSON path: {@code .name}, {@code ['name']}, {@code ["name"]}, or {@code [0]}. */
    private static final Pattern STEP =
            Pattern.compile("\\.([^.\\[\\]]+)|\\[(\\d{1,5})]|\\['([^']*)']|\\[\"([^\"]*)\"]");

    private final ObjectNode arguments = Wire.JSON.createObjectNode();
    private final String id;
    private final String name;
    private final String signature;

    StreamedCall(String id, String name, String signature) {
        this.id = id;
        this.name = name;
        this.signature = signature;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    /** Returns the thought signature of the call, or an empty string if there is none. */
    String signature() {
        return signature;
    }

    ObjectNode arguments() {
        return arguments;
    }

    /**
     * Adds a chunk of the arguments. A string is appended to the existing string; any other value replaces the existing
     * value.
     */
    void add(JsonNode chunk) {
        List<String> steps = steps(chunk.path("jsonPath").asText(""));
        if (steps.isEmpty()) {
            return;
        }
        JsonNode parent = arguments;
        for (int i = 0; i < steps.size() - 1; i++) {
            parent = child(parent, steps.get(i), steps.get(i + 1).startsWith("["));
        }
        set(parent, steps.getLast(), value(chunk, get(parent, steps.getLast())));
    }

    private static JsonNode value(JsonNode chunk, JsonNode previous) {
        if (chunk.has("stringValue")) {
            String start = previous.isTextual() ? previous.asText() : "";
            return Wire.JSON
                    .getNodeFactory()
                    .textNode(start + chunk.path("stringValue").asText());
        }
        if (chunk.has("numberValue")) {
            return chunk.path("numberValue");
        }
        return chunk.has("boolValue") ? chunk.path("boolValue") : Wire.JSON.nullNode();
    }

    private static List<String> steps(String path) {
        List<String> steps = new ArrayList<>();
        Matcher step = STEP.matcher(path);
        while (step.find()) {
            String quoted = step.group(3) != null ? step.group(3) : step.group(4);
            String name = step.group(1) != null ? step.group(1) : quoted;
            steps.add(step.group(2) != null ? "[" + step.group(2) : name);
        }
        return steps;
    }

    private static JsonNode get(JsonNode parent, String step) {
        return step.startsWith("[") ? parent.path(index(step)) : parent.path(step);
    }

    private static JsonNode child(JsonNode parent, String step, boolean array) {
        JsonNode child = get(parent, step);
        if (child.isContainerNode()) {
            return child;
        }
        JsonNode fresh = array ? Wire.JSON.createArrayNode() : Wire.JSON.createObjectNode();
        set(parent, step, fresh);
        return fresh;
    }

    private static void set(JsonNode parent, String step, JsonNode value) {
        if (parent instanceof ObjectNode object && !step.startsWith("[")) {
            object.set(step, value);
        } else if (parent instanceof ArrayNode array && step.startsWith("[")) {
            while (array.size() <= index(step)) {
                array.addNull();
            }
            array.set(index(step), value);
        }
    }

    private static int index(String step) {
        return Integer.parseInt(step.substring(1));
    }
}
