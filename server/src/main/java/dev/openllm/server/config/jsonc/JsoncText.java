package dev.openllm.server.config.jsonc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.server.config.schema.Shape;
import java.io.IOException;
import java.util.Optional;

/**
 * The text of a JSON object that can contain comments and trailing commas. An edit replaces only the affected values
 * and preserves the rest of the text.
 */
public record JsoncText(String text) {

    static final JsonMapper JSONC = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // do not silently ignore text after the object
            .build();

    private static final JsonMapper WITHOUT_COMMENTS =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build();

    /** @throws IOException if the text is not an object; the message does not quote the text */
    public ObjectNode read() throws IOException {
        try {
            JsonNode json = text.isBlank() ? JSONC.createObjectNode() : JSONC.readTree(text);
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw new IOException("it is not a JSON object");
        } catch (JsonProcessingException broken) {
            throw new IOException("line " + broken.getLocation().getLineNr() + " is not valid JSON");
        }
    }

    /** Returns whether the value of a member contains comments. @throws IOException if the text is not an object */
    public boolean hasComments(String name) throws IOException {
        return read().has(name)
                && JsoncNode.of(text).inner().stream()
                        .filter(member -> member.name().equals(Optional.of(name)))
                        .map(member -> text.substring(member.valueStart(), member.end()))
                        .anyMatch(JsoncText::isCommented);
    }

    private static boolean isCommented(String value) {
        try {
            WITHOUT_COMMENTS.readTree(value);
            return false;
        } catch (JsonProcessingException comment) {
            return true; // The value was valid when comments were allowed, so it contains comments.
        }
    }

    /**
     * Returns the text, changed so that it has the wanted content.
     *
     * @param shape the shape of the object
     * @throws IOException if the text is not an object or the change cannot be made in it
     */
    public JsoncText withContent(ObjectNode wanted, Shape.Group shape) throws IOException {
        String object = text.isBlank() ? "{}\n" : text;
        ObjectNode old = read();
        JsoncText deep = new JsoncText(JsoncPatch.deep(object, old, wanted, shape));
        JsoncText changed = deep.hasContent(wanted) ? deep : new JsoncText(JsoncPatch.shallow(object, old, wanted));
        if (!changed.hasContent(wanted)) {
            throw new IOException("the change cannot be made in its current form");
        }
        return changed;
    }

    private boolean hasContent(ObjectNode wanted) {
        try {
            return same(wanted, read());
        } catch (IOException broken) {
            return false;
        }
    }

    /** Returns whether both values have the same content. Numbers are compared by value. */
    public static boolean same(JsonNode a, JsonNode b) {
        return a.equals(JsoncText::compareScalars, b);
    }

    private static int compareScalars(JsonNode a, JsonNode b) {
        return a.equals(b) || a instanceof NumericNode x && b instanceof NumericNode y && sameNumbers(x, y) ? 0 : 1;
    }

    private static boolean sameNumbers(NumericNode a, NumericNode b) {
        return !a.isNaN() && !b.isNaN() && a.decimalValue().compareTo(b.decimalValue()) == 0;
    }
}
