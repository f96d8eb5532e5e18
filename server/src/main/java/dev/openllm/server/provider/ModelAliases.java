package dev.openllm.server.provider;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Additional model names, for clients that use hardcoded model names. A name can contain {@code *}, which matches any
 * text. An alias is used only if the name does not identify a model of an active provider.
 *
 * @param targets the models, as {@code provider/model}, keyed by alias
 */
record ModelAliases(Map<String, String> targets) {

    static final ModelAliases NONE = new ModelAliases(Map.of());

    private static final String SETTING_PREFIX = "aliases.";

    ModelAliases {
        targets = Map.copyOf(targets);
    }

    /**
     * Reads the model aliases from the settings.
     *
     * @param settings the current settings, keyed by path
     */
    static ModelAliases of(Map<String, String> settings) {
        Map<String, String> targets = new LinkedHashMap<>();
        settings.forEach((path, model) -> {
            if (path.startsWith(SETTING_PREFIX)) {
                targets.put(path.substring(SETTING_PREFIX.length()), model);
            }
        });
        return targets.isEmpty() ? NONE : new ModelAliases(targets);
    }

    /** Returns the aliases that do not contain {@code *}, in alphabetical order, each mapped to its model. */
    Map<String, String> exact() {
        Map<String, String> exact = new TreeMap<>(targets);
        exact.keySet().removeIf(name -> name.contains("*"));
        return exact;
    }

    /**
     * Returns the model that a name refers to. An alias that equals the name takes precedence over patterns. If several
     * patterns match, the longest one takes precedence.
     */
    Optional<String> target(String name) {
        return Optional.ofNullable(targets.get(name))
                .or(() -> targets.keySet().stream()
                        .filter(pattern -> pattern.contains("*") && matches(pattern, name))
                        .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                        .map(targets::get));
    }

    /**
     * Returns whether a name matches a pattern. Does not use a regular expression, because matching some expressions
     * takes a long time.
     */
    private static boolean matches(String pattern, String name) {
        String[] parts = pattern.split("\\*", -1);
        int last = parts.length - 1;
        int end = name.length() - parts[last].length();
        int position = parts[0].length();
        if (!name.startsWith(parts[0]) || !name.endsWith(parts[last]) || position > end) {
            return false;
        }
        for (int i = 1; i < last; i++) {
            int found = name.indexOf(parts[i], position);
            if (found < 0) {
                return false;
            }
            position = found + parts[i].length();
        }
        return position <= end;
    }
}
