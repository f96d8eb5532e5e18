package dev.openllm.server.dialect.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A mapping of a tool's property names to names that the provider accepts, and back. Names that the provider already
 * accepts remain unchanged.
 */
public final class PropertyNames {

    /** A mapping that does not change any names. */
    public static final PropertyNames UNCHANGED = new PropertyNames(Map.of(), Map.of());

    private static final int LONGEST = 64;
    private static final int HASH_LENGTH = 8;

    private final Map<String, String> out;
    private final Map<String, String> back;

    private PropertyNames(Map<String, String> out, Map<String, String> back) {
        this.out = out;
        this.back = back;
    }

    /**
     * Creates a mapping for the property names in a schema.
     *
     * @param schema the tool's schema
     * @param pattern the regular expression that an entire name must match
     */
    static PropertyNames of(ObjectNode schema, String pattern) {
        Pattern taken = Pattern.compile(pattern);
        Set<String> all = new TreeSet<>(); // sorted so that the result does not depend on the order in the schema
        collect(schema, false, all);
        Map<String, String> out = new HashMap<>();
        Map<String, String> back = new HashMap<>();
        for (String name : all) {
            if (!taken.matcher(name).matches()) {
                String replacement = replacement(name, all, back);
                out.put(name, replacement);
                back.put(replacement, name);
            }
        }
        return out.isEmpty() ? UNCHANGED : new PropertyNames(Map.copyOf(out), Map.copyOf(back));
    }

    /** Returns whether the mapping does not change any names. */
    public boolean isUnchanged() {
        return out.isEmpty();
    }

    /** Returns a copy of the arguments in which the caller's property names are replaced with the provider's. */
    public ObjectNode out(ObjectNode arguments) {
        return isUnchanged() ? arguments : (ObjectNode) renamed(arguments, out);
    }

    /** Returns a copy of the arguments in which the provider's property names are replaced with the caller's. */
    public ObjectNode back(ObjectNode arguments) {
        return isUnchanged() ? arguments : (ObjectNode) renamed(arguments, back);
    }

    String out(String name) {
        return out.getOrDefault(name, name);
    }

    /**
     * Returns a copy of a value in which the caller's property names in all objects are replaced with the provider's.
     */
    JsonNode out(JsonNode value) {
        return renamed(value, out);
    }

    private static void collect(JsonNode node, boolean names, Set<String> all) {
        if (node.isArray()) {
            node.forEach(one -> collect(one, false, all));
        }
        node.properties().forEach(field -> {
            if (!names && field.getKey().equals("properties")) {
                field.getValue().properties().forEach(named -> all.add(named.getKey()));
            }
            boolean value =
                    !names && Set.of("enum", "const", "default", "examples").contains(field.getKey());
            if (!value) {
                collect(field.getValue(), !names && Keywords.SCHEMA_MAP.contains(field.getKey()), all);
            }
        });
    }

    private static String replacement(String name, Set<String> all, Map<String, String> back) {
        String readable = name.replaceAll("[^a-zA-Z0-9_.-]+", "_").replaceAll("(?<!^)_+$|^_+(?!$)", "");
        String cut = readable.substring(0, Math.min(readable.length(), LONGEST - HASH_LENGTH - 1));
        return Stream.of(readable, cut + "_" + hash(name))
                .filter(candidate -> !candidate.isEmpty() && candidate.length() <= LONGEST)
                .filter(candidate -> !all.contains(candidate) && !back.containsKey(candidate))
                .findFirst()
                .orElse("property_" + hash(name));
    }

    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256.", impossible);
        }
    }

    private static JsonNode renamed(JsonNode value, Map<String, String> names) {
        if (value.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            value.forEach(one -> list.add(renamed(one, names)));
            return list;
        }
        if (!value.isObject()) {
            return value;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        value.properties()
                .forEach(field -> object.set(
                        names.getOrDefault(field.getKey(), field.getKey()), renamed(field.getValue(), names)));
        return object;
    }
}
