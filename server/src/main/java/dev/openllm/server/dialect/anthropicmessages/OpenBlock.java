package dev.openllm.server.dialect.anthropicmessages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.dialect.GrowingArguments;
import dev.openllm.server.dialect.ToolArgumentSink;
import java.util.Optional;

/** A content block of a streamed response whose end has not been received yet. */
final class OpenBlock {

    private final JsonNode start;
    private final StringBuilder thinking;
    private final StringBuilder signature;
    private final StringBuilder json = new StringBuilder();
    private final GrowingArguments growingArguments = new GrowingArguments();

    OpenBlock(JsonNode start) {
        this.start = start;
        this.thinking = new StringBuilder(start.path("thinking").asText(""));
        this.signature = new StringBuilder(start.path("signature").asText(""));
    }

    String type() {
        return start.path("type").asText("");
    }

    String id() {
        return start.path("id").asText("");
    }

    String name() {
        return start.path("name").asText("");
    }

    void addThinking(String chunk) {
        thinking.append(chunk);
    }

    void addSignature(String chunk) {
        if (chunk.startsWith(signature.toString())) { // some servers send the signature again from the beginning
            signature.setLength(0);
        }
        signature.append(chunk);
    }

    void addJson(String chunk) {
        json.append(chunk);
    }

    /** Passes the new part of a tool call's arguments to the sink. */
    void streamArgumentsTo(ToolArgumentSink sink) {
        growingArguments.advance(json, id(), name(), sink);
    }

    /**
     * Returns the arguments of a tool call as received. If no chunks were received, returns the arguments from the
     * event that started the block, because some servers send the complete arguments in this event.
     */
    String arguments() {
        JsonNode input = start.path("input");
        return json.isEmpty() && !input.isEmpty() ? input.toString() : json.toString();
    }

    /**
     * Returns the block if it must be sent back unchanged; otherwise, an empty result. The returned block can be
     * unsigned, because only Anthropic signs reasoning.
     */
    Optional<JsonNode> state() {
        return switch (type()) {
            case "redacted_thinking" -> Optional.of(start);
            case "thinking" -> thinking.isEmpty() && signature.isEmpty() ? Optional.empty() : Optional.of(thinking());
            default -> Optional.empty();
        };
    }

    private ObjectNode thinking() {
        ObjectNode block = Wire.JSON.createObjectNode().put("type", "thinking").put("thinking", thinking.toString());
        return signature.isEmpty() ? block : block.put("signature", signature.toString());
    }
}
