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
    private final String unit;
    private final String lineEnd;
    private final boolean trailingCommas;
    private int comments;

    RandomJsonc(long seed) {
        this.random = new Random(seed);
        this.unit = one(List.of("  ", "    ", "\t", ""));
        this.lineEnd = random.nextInt(3) == 0 ? "\r\n" : "\n";
        this.trailingCommas = random.nextInt(3) == 0;
    }

    /**
     * Returns an object that contains many comments, each with a unique number. The content of a comment indicates
     * whether the comment is on a line of its own.
     */
    String file() {
        return ownLine("") + written(object(4), "", false) + lineEnd + ownLine("");
    }

    /** Returns a randomly changed copy of the content. */
    ObjectNode changed(ObjectNode old) {
        ObjectNode changed = JSON.objectNode();
        for (Map.Entry<String, JsonNode> member : old.properties()) {
            if (random.nextInt(8) > 0) {
                changed.set(member.getKey(), changed(member.getValue()));
            }
        }
        if (random.nextInt(3) == 0) {
            changed.set(one(NAMES), value(2));
        }
        return changed;
    }

    private JsonNode changed(JsonNode old) {
        return switch (random.nextInt(12)) {
            case 0 -> value(2);
            case 1, 2, 3, 4 -> old;
            default ->
                switch (old) {
                    case ObjectNode object -> changed(object);
                    case ArrayNode list -> changed(list);
                    default -> old;
                };
        };
    }

    private ArrayNode changed(ArrayNode old) {
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode item : old) {
            if (random.nextInt(5) > 0) {
                items.add(changed(item));
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
            case 0, 1 -> JSON.textNode(one(TEXTS));
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
            object.set(one(NAMES), value(depth - 1));
        }
        return object;
    }

    private String written(JsonNode value, String indent, boolean within) {
        if (value.isValueNode()) {
            return value.toString();
        }
        boolean oneLine = within || random.nextInt(3) == 0;
        List<String> parts = new ArrayList<>();
        value.properties()
                .forEach(member -> parts.add(JSON.textNode(member.getKey())
                        + one(List.of(":", ": ", " : "))
                        + block(9)
                        + written(member.getValue(), indent + unit, oneLine)));
        value.elements().forEachRemaining(item -> {
            if (value.isArray()) {
                parts.add(written(item, indent + unit, oneLine));
            }
        });
        String inner = oneLine ? onOneLine(parts) : onLines(parts, indent);
        return value.isObject() ? "{" + inner + "}" : "[" + inner + "]";
    }

    private String onOneLine(List<String> parts) {
        String space = one(List.of("", " "));
        StringBuilder text = new StringBuilder(space).append(block(4));
        for (int i = 0; i < parts.size(); i++) {
            text.append(parts.get(i)).append(block(4));
            text.append(i < parts.size() - 1 ? "," + space : trailingCommas ? "," : "");
            text.append(block(4));
        }
        return text + space;
    }

    private String onLines(List<String> parts, String indent) {
        boolean commasFirst = random.nextInt(5) == 0;
        StringBuilder text = new StringBuilder(beside()).append(lineEnd);
        for (int i = 0; i < parts.size(); i++) {
            boolean comma = i < parts.size() - 1 || trailingCommas;
            boolean goOn = random.nextInt(6) == 0;
            text.append(ownLine(indent + unit)).append(goOn ? "" : indent + unit);
            text.append(commasFirst && i > 0 ? ", " : "").append(parts.get(i)).append(block(5));
            text.append(comma && !commasFirst ? "," : "").append(goOn ? "" : beside() + lineEnd);
        }
        return text + ownLine(indent + unit) + (random.nextInt(9) == 0 ? block(1) : indent);
    }

    private String ownLine(String indent) {
        return switch (random.nextInt(6)) {
            case 0 -> lineEnd + indent + "// own" + comments++ + " {" + lineEnd;
            case 1 -> lineEnd + indent + "/* own" + comments++ + lineEnd + " , */" + lineEnd;
            case 2 -> lineEnd;
            default -> "";
        };
    }

    private String beside() {
        return random.nextInt(3) == 0 ? one(List.of("", " ")) + "// beside" + comments++ + ", \"" : block(5);
    }

    /** Returns a block comment once in the given number of cases on average, and otherwise an empty string. */
    private String block(int cases) {
        if (random.nextInt(cases) > 0) {
            return "";
        }
        return one(List.of("", " ")) + "/* beside" + comments++ + " ] */" + one(List.of("", " "));
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
