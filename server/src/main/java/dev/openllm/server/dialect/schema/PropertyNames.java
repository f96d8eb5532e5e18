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

    private static final int MAX_LENGTH = 64;
    private static final int HASH_LENGTH = 8;

    private final Map<String, String> toProvider;
    private final Map<String, String> toCaller;

    private PropertyNames(Map<String, String> toProvider, Map<String, String> toCaller) {
        this.toProvider = toProvider;
        this.toCaller = toCaller;
    }

    /**
     * Creates a mapping for the property names in a schema.
     *
     * @param schema the tool's schema
     * @param pattern the regular expression that an entire name must match
     */
    static PropertyNames of(ObjectNode schema, String pattern) {
        Pattern accepted = Pattern.compile(pattern);
        Set<String> all = new TreeSet<>(); // sorted so that the result does not depend on the order in the schema
        collect(schema, false, all);
        Map<String, String> replacements = new HashMap<>();
        Map<String, String> originals = new HashMap<>();
        for (String name : all) {
            if (!accepted.matcher(name).matches()) {
                String replacement = replacement(name, all, originals);
                replacements.put(name, replacement);
                originals.put(replacement, name);
            }
        }
        return replacements.isEmpty() ? UNCHANGED : new PropertyNames(Map.copyOf(replacements), Map.copyOf(originals));
    }

    /** Returns whether the mapping does not change any names. */
    public boolean isUnchanged() {
        return toProvider.isEmpty();
    }

    /** Returns a copy of the arguments in which the caller's property names are replaced with the provider's. */
    public ObjectNode toProvider(ObjectNode arguments) {
        return isUnchanged() ? arguments : (ObjectNode) rename(arguments, toProvider);
    }

    /** Returns a copy of the arguments in which the provider's property names are replaced with the caller's. */
    public ObjectNode toCaller(ObjectNode arguments) {
        return isUnchanged() ? arguments : (ObjectNode) rename(arguments, toCaller);
    }

    String toProvider(String name) {
        return toProvider.getOrDefault(name, name);
    }

    /**
     * Returns a copy of a value in which the caller's property names in all objects are replaced with the provider's.
     */
    JsonNode toProvider(JsonNode value) {
        return rename(value, toProvider);
    }

    private static void collect(JsonNode node, boolean names, Set<String> all) {
        if (node.isArray()) {
            node.forEach(element -> collect(element, false, all));
        }
        node.properties().forEach(field -> {
            if (!names && field.getKey().equals("properties")) {
                field.getValue().properties().forEach(entry -> all.add(entry.getKey()));
            }
            boolean isValue =
                    !names && Set.of("enum", "const", "default", "examples").contains(field.getKey());
            if (!isValue) {
                collect(field.getValue(), !names && Keywords.SCHEMA_MAP.contains(field.getKey()), all);
            }
        });
    }

    private static String replacement(String name, Set<String> all, Map<String, String> originals) {
        String readable = name.replaceAll("[^a-zA-Z0-9_.-]+", "_").replaceAll("(?<!^)_+$|^_+(?!$)", "");
        String cut = readable.substring(0, Math.min(readable.length(), MAX_LENGTH - HASH_LENGTH - 1));
        return Stream.of(readable, cut + "_" + hash(name))
                .filter(candidate -> !candidate.isEmpty() && candidate.length() <= MAX_LENGTH)
                .filter(candidate -> !all.contains(candidate) && !originals.containsKey(candidate))
                .findFirst()
                .orElse("property_" + hash(name));
    }

    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException unsupported) {
            throw new IllegalStateException("Every Java has SHA-256.", unsupported);
        }
    }

    private static JsonNode rename(JsonNode value, Map<String, String> names) {
        if (value.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> list.add(rename(element, names)));
            return list;
        }
        if (!value.isObject()) {
            return value;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        value.properties()
                .forEach(field -> object.set(
                        names.getOrDefault(field.getKey(), field.getKey()), rename(field.getValue(), names)));
        return object;
    }
}
