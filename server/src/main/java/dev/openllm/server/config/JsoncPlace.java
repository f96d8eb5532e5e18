package dev.openllm.server.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a value stands in a JSON text, with all values in it.
 *
 * @param name of a member of an object
 * @param start of the name where there is one, of the value otherwise
 * @param end behind the value
 */
record JsoncPlace(Optional<String> name, int start, int valueStart, int end, List<JsoncPlace> inner) {

    JsoncPlace {
        inner = List.copyOf(inner);
    }

    static JsoncPlace of(String text) throws IOException {
        try (JsonParser parser = JsoncText.JSONC.createParser(text)) {
            parser.nextToken();
            return value(parser, Optional.empty(), tokenStart(parser));
        }
    }

    private static JsoncPlace value(JsonParser parser, Optional<String> name, int start) throws IOException {
        int valueStart = tokenStart(parser);
        List<JsoncPlace> inner =
                switch (parser.currentToken()) {
                    case START_OBJECT -> members(parser);
                    case START_ARRAY -> items(parser);
                    default -> List.of();
                };
        parser.finishToken();
        return new JsoncPlace(name, start, valueStart, (int) parser.currentLocation().getCharOffset(), inner);
    }

    private static List<JsoncPlace> members(JsonParser parser) throws IOException {
        List<JsoncPlace> members = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Optional<String> name = Optional.of(parser.currentName());
            int start = tokenStart(parser);
            parser.nextToken();
            members.add(value(parser, name, start));
        }
        return members;
    }

    private static List<JsoncPlace> items(JsonParser parser) throws IOException {
        List<JsoncPlace> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser, Optional.empty(), tokenStart(parser)));
        }
        return items;
    }

    private static int tokenStart(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }
}
