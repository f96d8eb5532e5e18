package dev.openllm.server.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.text.UserText;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** The arguments of tool calls as providers write them: JSON text, objects, or nothing. */
public final class ToolArguments {

    /** Strict about what follows: two consecutive objects are not arguments. */
    private static final ObjectReader STRICT = Wire.JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ToolArguments() {}

    /**
     * Reads arguments from text. Models write nothing or {@code null} for tools without parameters; both mean an empty
     * object.
     *
     * @return empty when the text is not a complete JSON object
     */
    public static Optional<ObjectNode> parse(String text) {
        if (text == null || text.isBlank()) {
            return Optional.of(JsonNodeFactory.instance.objectNode());
        }
        try {
            JsonNode value = STRICT.readTree(text);
            // Some models encode the object as a JSON string.
            return asObject(value.isTextual() ? STRICT.readTree(value.asText()) : value);
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }

    /** Reads arguments from JSON: an object, text that contains one, {@code null} or nothing. */
    public static Optional<ObjectNode> parse(JsonNode value) {
        return value != null && value.isTextual() ? parse(value.asText()) : asObject(value);
    }

    /**
     * The arguments of a call in a history, always as an object: the model wrote them once, the client returns them
     * unchanged, and a conversation that was refused because of them could never continue.
     */
    public static ObjectNode repaired(JsonNode value) {
        if (value instanceof ObjectNode object) {
            return object;
        }
        return value != null && value.isTextual() ? repaired(value.asText()) : JsonNodeFactory.instance.objectNode();
    }

    /** Reads arguments from text: the object that it contains, or as much of it as is complete. */
    public static ObjectNode repaired(String text) {
        return parse(text).orElseGet(() -> completeMembers(text));
    }

    /** The members that were not truncated; those of several consecutive objects together. */
    private static ObjectNode completeMembers(String text) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        try (JsonParser parser = Wire.JSON.createParser(text)) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                readMembers(parser, members);
            }
        } catch (IOException cutOff) {
            // Everything before this position is complete.
        }
        return members;
    }

    private static void readMembers(JsonParser parser, ObjectNode members) throws IOException {
        JsonToken next = parser.nextToken();
        while (next == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            JsonNode value = parser.readValueAsTree();
            if (!value.isNumber()) {
                members.putIfAbsent(name, value);
            }
            next = parser.nextToken(); // only the character after a number shows that it is complete
            members.putIfAbsent(name, value);
        }
    }

    /** The event for a call with arguments as text; an invalid call if they are not an object. */
    public static ChatEvent event(String id, String name, String rawArguments) {
        return event(id, name, rawArguments == null ? "" : rawArguments, parse(rawArguments));
    }

    /** The event for a call with arguments as JSON. */
    public static ChatEvent event(String id, String name, JsonNode arguments) {
        String raw = arguments == null ? "" : arguments.isTextual() ? arguments.asText() : arguments.toString();
        return event(id, name, raw, parse(arguments));
    }

    /** A new id for a call without one; unique in every conversation. */
    public static String newCallId() {
        return "call_" + UUID.randomUUID().toString().replace("-", "").substring(0, 24);
    }

    private static ChatEvent event(String id, String name, String raw, Optional<ObjectNode> arguments) {
        String callId = id == null || id.isBlank() ? newCallId() : id;
        if (name == null || name.isBlank()) {
            return new ChatEvent.InvalidToolCall(
                    callId, "", raw, UserText.of("The model requested a tool call without a tool name."));
        }
        return arguments
                .<ChatEvent>map(object -> new ChatEvent.ToolCall(callId, name, object))
                .orElseGet(() -> new ChatEvent.InvalidToolCall(
                        callId,
                        name,
                        raw,
                        UserText.of(
                                "The arguments for the tool {0} are not a complete JSON object. The response may be"
                                        + " truncated.",
                                name)));
    }

    private static Optional<ObjectNode> asObject(JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return Optional.of(JsonNodeFactory.instance.objectNode());
        }
        return value instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    }
}
