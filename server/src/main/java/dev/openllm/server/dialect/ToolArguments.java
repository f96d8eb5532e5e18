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

/** Converts tool call arguments from any format that providers send: JSON text, objects, or no value. */
public final class ToolArguments {

    /**
     * A reader that rejects text after the first JSON value, because two consecutive objects are not valid arguments.
     */
    private static final ObjectReader STRICT = Wire.JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ToolArguments() {}

    /**
     * Parses arguments from text. For tools without parameters, models write either nothing or {@code null}; both are
     * treated as an empty object.
     *
     * @return the arguments, or an empty result if the text is not a complete JSON object
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

    /** Parses arguments from JSON: an object, a string that contains an object, {@code null}, or a missing value. */
    public static Optional<ObjectNode> parse(JsonNode value) {
        return value != null && value.isTextual() ? parse(value.asText()) : asObject(value);
    }

    /**
     * Returns the arguments of a tool call in the conversation history, always as an object. Clients send back the
     * arguments exactly as the model wrote them, so if invalid arguments were not repaired, the provider would reject
     * every further request in the conversation.
     */
    public static ObjectNode repair(JsonNode value) {
        if (value instanceof ObjectNode object) {
            return object;
        }
        return value != null && value.isTextual() ? repair(value.asText()) : JsonNodeFactory.instance.objectNode();
    }

    /**
     * Returns the object that the text contains. If the object is truncated, returns an object with the members that
     * are complete.
     */
    public static ObjectNode repair(String text) {
        return parse(text).orElseGet(() -> completeMembers(text));
    }

    /** Returns the members that are not truncated. Members of consecutive objects are combined. */
    private static ObjectNode completeMembers(String text) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        try (JsonParser parser = Wire.JSON.createParser(text)) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                readMembers(parser, members);
            }
        } catch (IOException cutOff) {
            // The text is truncated or invalid, but all members read so far are complete.
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
            next = parser.nextToken(); // a number is complete only if another character follows
            members.putIfAbsent(name, value);
        }
    }

    /**
     * Returns an event for a call whose arguments were received as text. If the arguments are not an object, the event
     * reports an invalid call.
     */
    public static ChatEvent event(String id, String name, String rawArguments) {
        return event(id, name, rawArguments == null ? "" : rawArguments, parse(rawArguments));
    }

    /** Returns an event for a call whose arguments were received as JSON. */
    public static ChatEvent event(String id, String name, JsonNode arguments) {
        String raw = arguments == null ? "" : arguments.isTextual() ? arguments.asText() : arguments.toString();
        return event(id, name, raw, parse(arguments));
    }

    /** Returns a new, globally unique ID for a tool call that was received without an ID. */
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
