package dev.openllm.server.provider;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Additional model names, for programs that use fixed model names. A name can contain {@code *}, which matches any
 * text. Aliases are used only if no configured model has the name.
 *
 * @param targets the models, as {@code provider/model}, keyed by alias
 */
record ModelAliases(Map<String, String> targets) {

    static final ModelAliases NONE = new ModelAliases(Map.of());

    private static final String SETTING = "aliases.";

    ModelAliases {
        targets = Map.copyOf(targets);
    }

    /** @param settings the current settings, keyed by path */
    static ModelAliases of(Map<String, String> settings) {
        Map<String, String> targets = new LinkedHashMap<>();
        settings.forEach((path, model) -> {
            if (path.startsWith(SETTING)) {
                targets.put(path.substring(SETTING.length()), model);
            }
        });
        return targets.isEmpty() ? NONE : new ModelAliases(targets);
    }

    /** Returns the aliases that do not contain {@code *}, in alphabetical order, with their models. */
    Map<String, String> exact() {
        Map<String, String> exact = new TreeMap<>(targets);
        exact.keySet().removeIf(name -> name.contains("*"));
        return exact;
    }

    /**
     * Returns the model for a name. The model is determined by the alias that equals the name or, if there is none, by
     * the longest matching pattern.
     */
    Optional<String> target(String name) {
        return Optional.ofNullable(targets.get(name))
                .or(() -> targets.keySet().stream()
                        .filter(pattern -> pattern.contains("*") && fits(pattern, name))
                        .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                        .map(targets::get));
    }

    /** Matches a name without a regular expression, so that no pattern can take a long time. */
    private static boolean fits(String pattern, String name) {
        String[] pieces = pattern.split("\\*", -1);
        int last = pieces.length - 1;
        int end = name.length() - pieces[last].length();
        int position = pieces[0].length();
        if (!name.startsWith(pieces[0]) || !name.endsWith(pieces[last]) || position > end) {
            return false;
        }
        for (int i = 1; i < last; i++) {
            int found = name.indexOf(pieces[i], position);
            if (found < 0) {
                return false;
            }
            position = found + pieces[i].length();
        }
        return position <= end;
    }
}
