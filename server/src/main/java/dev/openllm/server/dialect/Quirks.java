package dev.openllm.server.dialect;

import java.util.HashMap;
import java.util.Map;

/**
 * The quirks of a provider or model: named values that describe how its API differs from the dialect's default
 * behavior. The catalog's quirks for the model and the quirks learned from rejections override the provider's
 * configured {@code quirks:}. The package of each dialect defines the names and meanings of the quirks that the dialect
 * supports.
 */
public record Quirks(Map<String, String> values) {

    /** An empty set of quirks. */
    public static final Quirks NONE = new Quirks(Map.of());

    public Quirks {
        values = Map.copyOf(values);
    }

    /** Returns whether the quirk is set to a value other than {@code false}. */
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

    /** Returns a copy of these quirks with the given quirks added. The given quirks take precedence. */
    public Quirks overlaidBy(Quirks others) {
        if (others.values.isEmpty()) {
            return this;
        }
        Map<String, String> copy = new HashMap<>(values);
        copy.putAll(others.values);
        return new Quirks(copy);
    }
}
