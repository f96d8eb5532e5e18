package dev.openllm.server.dialect.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Generates schemas of draft 2020-12 that use every construct, and values that usually match them. */
final class RandomSchema {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> NAMES = List.of(
            "a", "b", "c", "$filter", "filter[id]", "@odata.type", "größe", "x-foo", "with space", "n".repeat(70), "");
    private static final List<String> TYPES =
            List.of("string", "number", "integer", "boolean", "array", "object", "null");
    private static final int HUGE_ENUM_SIZE = 300;

    private final Random random;
    private List<String> references = List.of("#/$defs/d0", "#/$defs/tree");

    RandomSchema(long seed) {
        this.random = new Random(seed);
    }

    /** Returns a schema for the arguments of a tool. */
    ObjectNode toolSchema() {
        ObjectNode root = random.nextInt(3) == 0 ? schema(0) : object(0);
        ObjectNode definitions = root.putObject("$defs");
        references = List.of("#/$defs/tree"); // a definition that only references itself is meaningless
        definitions.set("d0", schema(2));
        definitions.set("tree", treeSchema());
        if (random.nextInt(8) == 0) {
            root.put("$schema", "http://json-schema.org/draft-07/schema#");
        }
        return root;
    }

    private ObjectNode treeSchema() {
        ObjectNode tree = JSON.objectNode().put("type", "object");
        tree.putObject("properties").putObject("next").put("$ref", "#/$defs/tree");
        return tree;
    }

    private JsonNode anySchema(int depth) {
        return switch (random.nextInt(12)) {
            case 0 -> BooleanNode.TRUE;
            case 1 -> random.nextInt(4) == 0 ? BooleanNode.FALSE : JSON.objectNode();
            default -> schema(depth);
        };
    }

    private ObjectNode schema(int depth) {
        ObjectNode schema =
                switch (random.nextInt(depth > 3 ? 5 : 11)) {
                    case 0 -> JSON.objectNode().put("type", TYPES.get(random.nextInt(4)));
                    case 1 -> fixedValues();
                    case 2 -> number();
                    case 3 -> text();
                    case 4 -> JSON.objectNode().put("$ref", references.get(random.nextInt(references.size())));
                    case 5 -> array(depth);
                    case 6, 7 -> object(depth);
                    case 8 -> union(depth);
                    case 9 -> conditional(depth);
                    default -> severalTypes();
                };
        if (random.nextInt(4) == 0) {
            schema.put("description", "Something.").put("title", "T");
        }
        if (random.nextInt(10) == 0) {
            schema.set("not", anySchema(depth + 2));
        }
        return schema;
    }

    private ObjectNode severalTypes() {
        ObjectNode schema = JSON.objectNode();
        schema.putArray("type").add(TYPES.get(random.nextInt(3))).add(random.nextBoolean() ? "null" : "array");
        return schema;
    }

    private ObjectNode fixedValues() {
        ObjectNode schema = JSON.objectNode();
        switch (random.nextInt(4)) {
            case 0 -> schema.put("const", "x");
            case 1 ->
                schema.putArray("enum")
                        .add("x")
                        .add(1)
                        .add(true)
                        .addNull()
                        .addObject()
                        .put("$filter", 1);
            case 2 -> schema.set("const", JSON.objectNode().put("filter[id]", "v"));
            default -> {
                ArrayNode entries = schema.put("type", "string").putArray("enum");
                for (int i = 0; i < HUGE_ENUM_SIZE; i++) {
                    entries.add("value" + i);
                }
            }
        }
        return schema;
    }

    private ObjectNode number() {
        ObjectNode schema = JSON.objectNode().put("type", random.nextBoolean() ? "integer" : "number");
        switch (random.nextInt(3)) {
            case 0 -> schema.put("exclusiveMinimum", 0).put("maximum", 5);
            case 1 -> schema.put("minimum", 1).put("multipleOf", 2);
            default -> schema.put("exclusiveMaximum", 4);
        }
        return schema;
    }

    private ObjectNode text() {
        ObjectNode schema = JSON.objectNode().put("type", "string");
        switch (random.nextInt(3)) {
            case 0 -> schema.put("pattern", "^[a-z]+$");
            case 1 -> schema.put("minLength", 1).put("maxLength", 3);
            default -> schema.put("format", "date-time");
        }
        return schema;
    }

    private ObjectNode array(int depth) {
        ObjectNode schema = JSON.objectNode().put("type", "array");
        switch (random.nextInt(5)) {
            case 0 -> {}
            case 1 -> schema.set("items", anySchema(depth + 1));
            case 2 -> {
                schema.putArray("prefixItems").add(anySchema(depth + 1)).add(anySchema(depth + 1));
                schema.set("items", random.nextBoolean() ? BooleanNode.FALSE : anySchema(depth + 1));
            }
            case 3 -> {
                schema.set("contains", anySchema(depth + 1));
                schema.put("minContains", 1).put("maxContains", 2);
            }
            default -> {
                schema.putArray("prefixItems").add(anySchema(depth + 1));
                schema.put("unevaluatedItems", false);
            }
        }
        return random.nextInt(3) == 0 ? schema.put("minItems", 1).put("uniqueItems", true) : schema;
    }

    private ObjectNode object(int depth) {
        ObjectNode schema = JSON.objectNode();
        if (random.nextInt(5) > 0) {
            schema.put("type", "object");
        }
        ObjectNode properties = schema.putObject("properties");
        for (int i = 0; i <= random.nextInt(4); i++) {
            properties.set(name(), anySchema(depth + 1));
        }
        if (random.nextInt(2) == 0) {
            schema.putArray("required").add(properties.fieldNames().next());
        }
        switch (random.nextInt(9)) {
            case 0 -> schema.put("additionalProperties", false);
            case 1 -> schema.set("additionalProperties", anySchema(depth + 1));
            case 2 -> {
                schema.putObject("patternProperties").set("^[$x]", anySchema(depth + 1));
                schema.put("additionalProperties", random.nextBoolean());
            }
            case 3 -> schema.putObject("dependentRequired").putArray(name()).add(name());
            case 4 -> schema.putObject("dependentSchemas").set(name(), anySchema(depth + 1));
            case 5 -> schema.putObject("propertyNames").put("pattern", "^[a-z$@]");
            case 6 -> schema.put("unevaluatedProperties", false);
            case 7 -> schema.put("minProperties", 1).put("maxProperties", 4);
            default -> {}
        }
        return schema;
    }

    private ObjectNode union(int depth) {
        ObjectNode schema = JSON.objectNode();
        ArrayNode choices = schema.putArray(List.of("anyOf", "oneOf", "allOf").get(random.nextInt(3)));
        for (int i = 0; i <= 1 + random.nextInt(2); i++) {
            choices.add(random.nextInt(3) > 0 ? object(depth + 1) : anySchema(depth + 1));
        }
        return schema;
    }

    private ObjectNode conditional(int depth) {
        ObjectNode schema = object(depth + 1);
        schema.set("if", anySchema(depth + 1));
        schema.set("then", anySchema(depth + 1));
        schema.set("else", anySchema(depth + 1));
        return schema;
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    /** Returns arguments that can match a schema. */
    ObjectNode arguments(JsonNode schema) {
        JsonNode value = value(schema, schema, 0);
        return value instanceof ObjectNode object ? object : freeObject();
    }

    private ObjectNode freeObject() {
        ObjectNode object = JSON.objectNode();
        for (int i = 0; i < random.nextInt(3); i++) {
            object.set(name(), simpleValue());
        }
        return object;
    }

    private JsonNode simpleValue() {
        return switch (random.nextInt(7)) {
            case 0 -> JSON.textNode("x");
            case 1 -> JSON.numberNode(random.nextInt(5));
            case 2 -> BooleanNode.TRUE;
            case 3 -> NullNode.getInstance();
            case 4 -> JSON.arrayNode().add("x");
            case 5 -> JSON.textNode("value7");
            default -> freeObject();
        };
    }

    private JsonNode value(JsonNode schema, JsonNode root, int depth) {
        if (!schema.isObject() || depth > 6 || random.nextInt(12) == 0) {
            return simpleValue();
        }
        if (schema.has("$ref")) {
            return value(root.at(schema.path("$ref").asText().substring(1)), root, depth + 1);
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (schema.has("enum")) {
            return schema.path("enum").path(random.nextInt(schema.path("enum").size()));
        }
        for (String keyword : List.of("anyOf", "oneOf", "allOf")) {
            if (schema.has(keyword)) {
                ObjectNode merged = JSON.objectNode();
                JsonNode last = merged;
                for (JsonNode choice : schema.path(keyword)) {
                    boolean chosen = keyword.equals("allOf") || random.nextBoolean();
                    last = chosen ? value(choice, root, depth + 1) : last;
                    if (last instanceof ObjectNode object) {
                        merged.setAll(object);
                    }
                }
                return last.isObject() ? merged : last;
            }
        }
        return valueOfType(schema, root, depth);
    }

    private JsonNode valueOfType(JsonNode schema, JsonNode root, int depth) {
        JsonNode types = schema.path("type");
        String type = types.isArray()
                ? types.path(random.nextInt(types.size())).asText()
                : types.asText(schema.has("properties") ? "object" : "");
        return switch (type) {
            case "string" ->
                JSON.textNode(List.of("x", "abc", "", "2026-01-01T00:00:00Z").get(random.nextInt(4)));
            case "integer", "number" -> JSON.numberNode(random.nextInt(6));
            case "boolean" -> BooleanNode.valueOf(random.nextBoolean());
            case "null" -> NullNode.getInstance();
            case "array" -> {
                ArrayNode list = JSON.arrayNode();
                for (int i = 0; i < random.nextInt(4); i++) {
                    JsonNode itemSchema = schema.path("prefixItems").path(i);
                    list.add(value(itemSchema.isMissingNode() ? schema.path("items") : itemSchema, root, depth + 1));
                }
                yield list;
            }
            case "object" -> {
                ObjectNode object = random.nextInt(3) == 0 ? freeObject() : JSON.objectNode();
                schema.path("properties").properties().forEach(property -> {
                    if (random.nextInt(4) > 0) {
                        object.set(property.getKey(), value(property.getValue(), root, depth + 1));
                    }
                });
                yield object;
            }
            default -> simpleValue();
        };
    }

    /** Returns the schema with an added construct that no draft allows or that only an older draft allows. */
    ObjectNode invalidate(ObjectNode schema) {
        ObjectNode invalid = schema.deepCopy();
        List<JsonNode> objects = new ArrayList<>();
        invalid.findParents("type").forEach(objects::add);
        objects.add(invalid);
        ObjectNode target = (ObjectNode) objects.get(random.nextInt(objects.size()));
        switch (random.nextInt(16)) {
            case 0 -> target.put("exclusiveMinimum", true).put("minimum", 3);
            case 1 -> target.putArray("items").addObject().put("type", "string");
            case 2 -> target.put("required", true);
            case 3 -> target.putNull("properties");
            case 4 -> target.putNull("type");
            case 5 -> target.putArray("type").add("object").add("null");
            case 6 -> target.put("type", "any");
            case 7 -> target.put("type", "STRING");
            case 8 -> target.put("items", "string");
            case 9 ->
                target.putObject("properties").put("a", "string").put("b", 7).putNull("c");
            case 10 -> target.put("$ref", "https://example.org/schema.json#/x");
            case 11 -> target.put("$ref", "#/$defs/nowhere");
            case 12 -> target.putArray("anyOf");
            case 13 -> target.putArray("enum");
            case 14 -> target.put("pattern", "(").put("minLength", -1).put("multipleOf", 0);
            default ->
                target.put("description", 5).put("additionalProperties", "no").put("examples", "x");
        }
        return invalid;
    }
}
