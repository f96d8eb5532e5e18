package dev.openllm.server.dialect;

import java.util.HashMap;
import java.util.Map;

/**
 * The quirks of a provider or model, as data: the {@code quirks:} of a provider, overridden by those that the catalog
 * contains for the model and by those learned from refusals. Each dialect defines the names it supports, with their
 * meaning, in its own package.
 */
public record Quirks(Map<String, String> values) {

    /** No quirks. */
    public static final Quirks NONE = new Quirks(Map.of());

    public Quirks {
        values = Map.copyOf(values);
    }

    /** Whether the quirk is set and not {@code false}. */
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

    /** These quirks, overridden by others. */
    public Quirks overlaidBy(Quirks others) {
        Map<String, String> copy = new HashMap<>(values);
        copy.putAll(others.values);
        return new Quirks(copy);
    }
}
