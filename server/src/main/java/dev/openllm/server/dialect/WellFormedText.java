package dev.openllm.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.Wire;
import java.util.Map;

/**
 * Repairs strings that are not valid Unicode. Editors and tools sometimes split text between the two surrogates of an
 * emoji. An unpaired surrogate cannot be encoded as UTF-8, and strict servers reject any request that contains an
 * unpaired surrogate.
 */
final class WellFormedText {

    private static final char REPLACEMENT = '\uFFFD';
    private static final int CHUNK_LENGTH = 1024;
    /** The leading bits that all surrogates share and that no other UTF-16 code units have. */
    private static final int SURROGATE = 0xD800;

    private static final int SURROGATE_BITS = 0xF800;

    private WellFormedText() {}

    /** Replaces every unpaired surrogate in JSON. Returns the same node if there are none. */
    static ObjectNode repaired(ObjectNode body) {
        return isWellFormed(body) ? body : (ObjectNode) repair(body);
    }

    private static boolean isWellFormed(JsonNode node) {
        if (node.isTextual()) {
            return firstLoneSurrogate(node.textValue()) < 0;
        }
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (firstLoneSurrogate(field.getKey()) >= 0 || !isWellFormed(field.getValue())) {
                    return false;
                }
            }
            return true;
        }
        for (JsonNode element : node) {
            if (!isWellFormed(element)) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode repair(JsonNode node) {
        return switch (node) {
            case TextNode text -> TextNode.valueOf(repaired(text.textValue()));
            case ObjectNode object -> {
                ObjectNode copy = Wire.JSON.createObjectNode();
                object.properties().forEach(field -> copy.set(repaired(field.getKey()), repair(field.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = Wire.JSON.createArrayNode();
                array.forEach(element -> copy.add(repair(element)));
                yield copy;
            }
            default -> node;
        };
    }

    /** Replaces every unpaired surrogate in a string. Returns the same string if there are none. */
    static String repaired(String text) {
        int lone = firstLoneSurrogate(text);
        if (lone < 0) {
            return text;
        }
        StringBuilder result = new StringBuilder(text);
        while (lone >= 0) {
            result.setCharAt(lone, REPLACEMENT);
            lone = firstLoneSurrogate(result, lone + 1);
        }
        return result.toString();
    }

    /**
     * Returns the index of the first unpaired surrogate, or -1 if there is none. Long strings are checked in chunks,
     * because copying characters to an array and comparing them there is much faster than reading them individually
     * from the string.
     */
    private static int firstLoneSurrogate(String text) {
        int length = text.length();
        if (length <= CHUNK_LENGTH) {
            return firstLoneSurrogate(text, 0);
        }
        char[] chunk = new char[CHUNK_LENGTH];
        for (int start = 0; start < length; start += CHUNK_LENGTH) {
            int count = Math.min(CHUNK_LENGTH, length - start);
            text.getChars(start, start + count, chunk, 0);
            if (hasSurrogate(chunk, count)) {
                return firstLoneSurrogate(text, start); // the preceding chunks contain no unpaired surrogates
            }
        }
        return -1;
    }

    private static boolean hasSurrogate(char[] chunk, int count) {
        boolean found = false;
        for (int i = 0; i < count; i++) {
            found |= (chunk[i] & SURROGATE_BITS) == SURROGATE;
        }
        return found;
    }

    private static int firstLoneSurrogate(CharSequence text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            return i;
        }
        return -1;
    }
}
