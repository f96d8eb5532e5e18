package dev.openllm.server.dialect.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Renames a schema's properties in all keywords that contain property names.
 *
 * @param names the mapping of the property names
 */
record RenamedSchema(PropertyNames names) {

    private static final Set<String> NAME_LISTS = Set.of("required");
    private static final Set<String> PROPERTY_MAPS =
            Set.of("properties", "dependentSchemas", "dependentRequired", "dependencies");
    private static final Set<String> VALUES = Set.of("enum", "const", "default", "examples");

    ObjectNode of(ObjectNode schema) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        schema.properties().forEach(field -> {
            String keyword = field.getKey();
            JsonNode value = field.getValue();
            if (NAME_LISTS.contains(keyword)) {
                result.set(keyword, renameAll(value));
            } else if (PROPERTY_MAPS.contains(keyword)) {
                ObjectNode map = result.putObject(keyword);
                value.properties()
                        .forEach(entry -> map.set(names.toProvider(entry.getKey()), renamePart(entry.getValue())));
            } else if (VALUES.contains(keyword)) {
                result.set(keyword, names.toProvider(value));
            } else if (keyword.equals("$ref")) {
                result.put("$ref", renamePointer(value.asText()));
            } else if (Keywords.SCHEMA_MAP.contains(keyword)) {
                ObjectNode map = result.putObject(keyword);
                value.properties().forEach(entry -> map.set(entry.getKey(), renamePart(entry.getValue())));
            } else if (Keywords.SCHEMA.contains(keyword)
                    || Keywords.SCHEMA_LIST.contains(keyword)
                    || keyword.equals("items")) {
                result.set(keyword, renamePart(value));
            } else {
                result.set(keyword, value);
            }
        });
        return withoutNameRules(result);
    }

    /**
     * Removes restrictions on property names, because they would be applied to the new names instead of the original
     * names.
     */
    private static ObjectNode withoutNameRules(ObjectNode schema) {
        if (schema.has("patternProperties")) {
            schema.remove(List.of("patternProperties", "additionalProperties", "unevaluatedProperties"));
        }
        schema.remove("propertyNames");
        for (String condition : List.of("not", "if")) {
            JsonNode subschema = schema.path(condition);
            if (subschema.findValue("patternProperties") != null || subschema.findValue("propertyNames") != null) {
                schema.remove(condition.equals("if") ? List.of("if", "then", "else") : List.of("not"));
            }
        }
        return schema;
    }

    private JsonNode renamePart(JsonNode value) {
        if (value.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> list.add(element.isTextual() ? element : renamePart(element)));
            return value.valueStream().allMatch(JsonNode::isTextual) ? renameAll(value) : list;
        }
        return value instanceof ObjectNode object ? of(object) : value;
    }

    private JsonNode renameAll(JsonNode list) {
        ArrayNode renamed = JsonNodeFactory.instance.arrayNode();
        list.forEach(name -> renamed.add(names.toProvider(name.asText())));
        return renamed;
    }

    /** Renames the properties in a reference, so that {@code #/properties/$filter} points to the renamed property. */
    private String renamePointer(String reference) {
        return Arrays.stream(reference.split("/", -1))
                .map(step -> {
                    String name = step.replace("~1", "/").replace("~0", "~");
                    String renamed = names.toProvider(name);
                    return renamed.equals(name) ? step : renamed;
                })
                .collect(Collectors.joining("/"));
    }
}
