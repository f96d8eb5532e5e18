package dev.openllm.server.config.jsonc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Generates JSON documents with comments, and changed content for them, from a seed. */
final class RandomJsonc {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> NAMES =
            List.of("openLLM.providers", "name", "id", "models", "x", "y z", "ümlaut");
    private static final List<String> TEXTS =
            List.of("a", "b", "c", "// no", "/* no */", "{[", "]}", "\"q\"", "back\\", "", "😀", "a : b,", "line\nend");

    private final Random random;
    private final String indentUnit;
    private final String lineEnding;
    private final boolean trailingCommas;
    private int commentCount;

    RandomJsonc(long seed) {
        this.random = new Random(seed);
        this.indentUnit = pickOne(List.of("  ", "    ", "\t", ""));
        this.lineEnding = random.nextInt(3) == 0 ? "\r\n" : "\n";
        this.trailingCommas = random.nextInt(3) == 0;
    }

    /**
     * Returns an object that contains many comments, each with a unique number. The content of a comment indicates
     * whether the comment is on a line of its own.
     */
    String file() {
        return ownLineComment("") + render(object(4), "", false) + lineEnding + ownLineComment("");
    }

    /** Returns a randomly changed copy of the content. */
    ObjectNode mutate(ObjectNode original) {
        ObjectNode result = JSON.objectNode();
        for (Map.Entry<String, JsonNode> member : original.properties()) {
            if (random.nextInt(8) > 0) {
                result.set(member.getKey(), mutate(member.getValue()));
            }
        }
        if (random.nextInt(3) == 0) {
            result.set(pickOne(NAMES), value(2));
        }
        return result;
    }

    private JsonNode mutate(JsonNode original) {
        return switch (random.nextInt(12)) {
            case 0 -> value(2);
            case 1, 2, 3, 4 -> original;
            default ->
                switch (original) {
                    case ObjectNode object -> mutate(object);
                    case ArrayNode list -> mutate(list);
                    default -> original;
                };
        };
    }

    private ArrayNode mutate(ArrayNode original) {
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode item : original) {
            if (random.nextInt(5) > 0) {
                items.add(mutate(item));
            }
            if (random.nextInt(5) == 0) {
                items.add(value(2));
            }
        }
        if (random.nextInt(3) == 0) {
            items.add(random.nextInt(items.size() + 1), value(2));
        }
        if (random.nextInt(15) == 0) {
            Collections.shuffle(items, random);
        }
        return JSON.arrayNode().addAll(items);
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 5)) {
            case 0, 1 -> JSON.textNode(pickOne(TEXTS));
            case 2 -> JSON.numberNode(random.nextInt(100) - 50);
            case 3 -> random.nextBoolean() ? JSON.booleanNode(random.nextBoolean()) : JSON.nullNode();
            case 4 -> JSON.numberNode(random.nextInt(100) / 8.0);
            case 5, 6 -> object(depth);
            default -> {
                ArrayNode list = JSON.arrayNode();
                for (int i = random.nextInt(5); i > 0; i--) {
                    list.add(value(depth - 1));
                }
                yield list;
            }
        };
    }

    private ObjectNode object(int depth) {
        ObjectNode object = JSON.objectNode();
        for (int i = random.nextInt(5); i > 0; i--) {
            object.set(pickOne(NAMES), value(depth - 1));
        }
        return object;
    }

    private String render(JsonNode value, String indent, boolean inline) {
        if (value.isValueNode()) {
            return value.toString();
        }
        boolean onOneLine = inline || random.nextInt(3) == 0;
        List<String> parts = new ArrayList<>();
        value.properties()
                .forEach(member -> parts.add(JSON.textNode(member.getKey())
                        + pickOne(List.of(":", ": ", " : "))
                        + blockComment(9)
                        + render(member.getValue(), indent + indentUnit, onOneLine)));
        value.elements().forEachRemaining(item -> {
            if (value.isArray()) {
                parts.add(render(item, indent + indentUnit, onOneLine));
            }
        });
        String inner = onOneLine ? joinOnOneLine(parts) : joinOnLines(parts, indent);
        return value.isObject() ? "{" + inner + "}" : "[" + inner + "]";
    }

    private String joinOnOneLine(List<String> parts) {
        String space = pickOne(List.of("", " "));
        StringBuilder text = new StringBuilder(space).append(blockComment(4));
        for (int i = 0; i < parts.size(); i++) {
            text.append(parts.get(i)).append(blockComment(4));
            text.append(i < parts.size() - 1 ? "," + space : trailingCommas ? "," : "");
            text.append(blockComment(4));
        }
        return text + space;
    }

    private String joinOnLines(List<String> parts, String indent) {
        boolean commasFirst = random.nextInt(5) == 0;
        StringBuilder text = new StringBuilder(trailingComment()).append(lineEnding);
        for (int i = 0; i < parts.size(); i++) {
            boolean comma = i < parts.size() - 1 || trailingCommas;
            boolean continuesLine = random.nextInt(6) == 0;
            text.append(ownLineComment(indent + indentUnit)).append(continuesLine ? "" : indent + indentUnit);
            text.append(commasFirst && i > 0 ? ", " : "").append(parts.get(i)).append(blockComment(5));
            text.append(comma && !commasFirst ? "," : "").append(continuesLine ? "" : trailingComment() + lineEnding);
        }
        return text + ownLineComment(indent + indentUnit) + (random.nextInt(9) == 0 ? blockComment(1) : indent);
    }

    private String ownLineComment(String indent) {
        return switch (random.nextInt(6)) {
            case 0 -> lineEnding + indent + "// own" + commentCount++ + " {" + lineEnding;
            case 1 -> lineEnding + indent + "/* own" + commentCount++ + lineEnding + " , */" + lineEnding;
            case 2 -> lineEnding;
            default -> "";
        };
    }

    private String trailingComment() {
        return random.nextInt(3) == 0
                ? pickOne(List.of("", " ")) + "// beside" + commentCount++ + ", \""
                : blockComment(5);
    }

    /** Returns a block comment once in the given number of cases on average, and otherwise an empty string. */
    private String blockComment(int oneIn) {
        if (random.nextInt(oneIn) > 0) {
            return "";
        }
        return pickOne(List.of("", " ")) + "/* beside" + commentCount++ + " ] */" + pickOne(List.of("", " "));
    }

    private <T> T pickOne(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
