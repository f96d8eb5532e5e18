package dev.openllm.server.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.io.IOException;

/**
 * The arguments of a call in a history, as an object in any case: a model once wrote them, the client returns them as
 * they were, and a conversation that is refused for them would never get any further.
 */
public final class RepairedArguments {

    private RepairedArguments() {}

    /** Reads arguments in whichever form a client returns them. */
    public static ObjectNode of(JsonNode value) {
        if (value instanceof ObjectNode object) {
            return object;
        }
        return value != null && value.isTextual() ? of(value.asText()) : JsonNodeFactory.instance.objectNode();
    }

    /** Reads arguments that are text: the object it holds, or as much of it as is complete. */
    public static ObjectNode of(String text) {
        return ToolArguments.parse(text).orElseGet(() -> completeMembers(text));
    }

    /** The members that were not cut off; those of several objects in a row together. */
    private static ObjectNode completeMembers(String text) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        try (JsonParser parser = Wire.JSON.createParser(text)) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                readMembers(parser, members);
            }
        } catch (IOException cutOff) {
            // What was read until here is complete.
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
            next = parser.nextToken(); // only what follows a number shows that it has all its digits
            members.putIfAbsent(name, value);
        }
    }
}
