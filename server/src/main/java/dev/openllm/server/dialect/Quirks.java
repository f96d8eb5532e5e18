package dev.openllm.server.dialect;

import java.util.HashMap;
import java.util.Map;

/**
 * What is different with a provider or model, as data: the {@code quirks:} of a provider's file, overlaid by
 * what the catalog knows of the model and by what was learned from the provider's refusals. Each dialect lists
 * the names it knows, with their meaning, in its own package.
 */
public record Quirks(Map<String, String> values) {

    /** Nothing out of the ordinary. */
    public static final Quirks NONE = new Quirks(Map.of());

    public Quirks {
        values = Map.copyOf(values);
    }

    /** Whether the quirk is there and not {@code false}. */
    public boolean has(String name) {
        String value = values.get(name);
        return value != null && !value.equals("false");
    }

    public String value(String name, String fallback) {
        return values.getOrDefault(name, fallback);
    }

    public Quirks with(String name, String value) {
        Map<String, String> copy = new HashMap<>(values);
        copy.put(name, value);
        return new Quirks(copy);
    }

    /** These quirks, with the others laid over them. */
    public Quirks overlaidBy(Quirks others) {
        Map<String, String> copy = new HashMap<>(values);
        copy.putAll(others.values);
        return new Quirks(copy);
    }
}
