package dev.openllm.server.config.jsonc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The position of a value in JSON text, including the positions of all values inside it.
 *
 * @param name the member name, if the value belongs to an object
 * @param start the offset of the member name if there is one, otherwise of the value
 * @param valueStart the offset of the value
 * @param end the offset just past the value
 * @param inner the members or items of the value
 */
public record JsoncNode(Optional<String> name, int start, int valueStart, int end, List<JsoncNode> inner) {

    public JsoncNode {
        inner = List.copyOf(inner);
    }

    static JsoncNode of(String text) throws IOException {
        try (JsonParser parser = JsoncText.JSONC.createParser(text)) {
            parser.nextToken();
            return value(parser, Optional.empty(), tokenStart(parser));
        }
    }

    private static JsoncNode value(JsonParser parser, Optional<String> name, int start) throws IOException {
        int valueStart = tokenStart(parser);
        List<JsoncNode> inner =
                switch (parser.currentToken()) {
                    case START_OBJECT -> members(parser);
                    case START_ARRAY -> items(parser);
                    default -> List.of();
                };
        parser.finishToken();
        return new JsoncNode(
                name, start, valueStart, (int) parser.currentLocation().getCharOffset(), inner);
    }

    private static List<JsoncNode> members(JsonParser parser) throws IOException {
        List<JsoncNode> members = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Optional<String> name = Optional.of(parser.currentName());
            int start = tokenStart(parser);
            parser.nextToken();
            members.add(value(parser, name, start));
        }
        return members;
    }

    private static List<JsoncNode> items(JsonParser parser) throws IOException {
        List<JsoncNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser, Optional.empty(), tokenStart(parser)));
        }
        return items;
    }

    private static int tokenStart(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }
}
