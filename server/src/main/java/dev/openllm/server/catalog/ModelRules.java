package dev.openllm.server.catalog;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The reasoning efforts and quirks of models, loaded from {@code model-rules.jsonc} on first use. */
final class ModelRules {

    private static final class Holder {
        private static final List<Rule> RULES = load();
    }

    private ModelRules() {}

    /**
     * A rule that specifies reasoning efforts, quirks, or both for the models whose names match any of the rule's
     * patterns.
     *
     * @param models the patterns for normalized model names
     * @param providers the IDs of the providers to which the rule applies; empty for all providers
     * @param efforts the supported reasoning efforts
     * @param quirks the quirks, keyed by quirk name
     */
    private record Rule(
            List<String> models, Set<String> providers, Optional<List<String>> efforts, Map<String, String> quirks) {

        boolean appliesTo(String normalizedName, String provider) {
            return (providers.isEmpty() || providers.contains(provider))
                    && models.stream().anyMatch(glob -> matches(normalizedName, glob));
        }
    }

    /** Returns the reasoning efforts that a model supports, weakest first, or an empty result if no rule matches. */
    static Optional<List<String>> efforts(String provider, String model) {
        String normalizedName = ModelName.normalize(model);
        return Holder.RULES.stream()
                .filter(rule -> rule.efforts().isPresent() && rule.appliesTo(normalizedName, provider))
                .findFirst()
                .flatMap(Rule::efforts);
    }

    static Map<String, String> quirks(String provider, String model) {
        String normalizedName = ModelName.normalize(model);
        Map<String, String> quirks = new HashMap<>();
        for (Rule rule : Holder.RULES) {
            if (!rule.quirks().isEmpty() && rule.appliesTo(normalizedName, provider)) {
                quirks.putAll(rule.quirks());
            }
        }
        return quirks;
    }

    /** Returns whether a name matches a pattern in which {@code *} matches any sequence of characters. */
    private static boolean matches(String name, String glob) {
        int star = glob.indexOf('*');
        if (star < 0) {
            return name.equals(glob);
        }
        if (!name.startsWith(glob.substring(0, star))) {
            return false;
        }
        String rest = glob.substring(star + 1);
        for (int from = star; from <= name.length(); from++) {
            if (matches(name.substring(from), rest)) {
                return true;
            }
        }
        return false;
    }

    private static List<Rule> load() {
        try (InputStream in = ModelRules.class.getResourceAsStream("model-rules.jsonc")) {
            List<Rule> rules = new ArrayList<>();
            Wire.JSON
                    .reader()
                    .with(JsonReadFeature.ALLOW_JAVA_COMMENTS.mappedFeature())
                    .readTree(in)
                    .forEach(node -> rules.add(parseRule(node)));
            return rules;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Rule parseRule(JsonNode node) {
        Map<String, String> quirks = new HashMap<>();
        node.path("quirks")
                .properties()
                .forEach(quirk -> quirks.put(quirk.getKey(), quirk.getValue().asText()));
        return new Rule(
                texts(node.path("models")),
                Set.copyOf(texts(node.path("at"))),
                node.has("efforts") ? Optional.of(texts(node.path("efforts"))) : Optional.empty(),
                quirks);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
