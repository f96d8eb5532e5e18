package dev.openllm.server.provider;

import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.config.Origin;
import dev.openllm.server.config.ProviderConfig;
import dev.openllm.server.config.ProviderConfig.ModelChoice;
import dev.openllm.server.dialect.ListedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which models of a provider are offered, and what is known of each. */
final class OfferedModels {

    private OfferedModels() {}

    /** The named models first, then what the provider lists and the person did not exclude. */
    static List<ModelInfo> of(Roster.Entry.Usable entry, ModelLists.Known known) {
        ModelChoice choice = entry.config().models();
        Map<String, ModelInfo> offered = new LinkedHashMap<>();
        for (ModelConfig named : choice.named()) {
            offered.put(named.id(), describe(entry, named.id(), known));
        }
        if (choice.all()) {
            for (ListedModel listed : known.listing().map(Listing::models).orElse(List.of())) {
                if (listed.chat().orElse(true) && isChosen(listed.id(), choice)) {
                    offered.computeIfAbsent(listed.id(), id -> describe(entry, id, known));
                }
            }
        }
        return List.copyOf(offered.values());
    }

    /** What the provider lists and the person left out. */
    static List<ModelInfo> leftOut(Roster.Entry.Usable entry, ModelLists.Known known) {
        Set<String> offered = of(entry, known).stream().map(ModelInfo::model).collect(Collectors.toSet());
        return known.listing().map(Listing::models).orElse(List.of()).stream()
                .filter(listed -> listed.chat().orElse(true) && !offered.contains(listed.id()))
                .map(listed -> describe(entry, listed.id(), known))
                .toList();
    }

    /** What is known of a model, whether or not it is in any list. */
    static ModelInfo describe(Roster.Entry.Usable entry, String model, ModelLists.Known known) {
        List<FactSheet> sheets = new ArrayList<>();
        ModelConfig config = config(entry.config(), model);
        sheets.add(FactSheet.of(config, configuration(entry.config())));
        known.listing().ifPresent(listing -> listing.models().stream()
                .filter(listed -> listed.id().equals(model))
                .findFirst()
                .ifPresent(listed -> sheets.add(FactSheet.of(listed, listing.source()))));
        sheets.add(FactSheet.assumed());
        return ModelFacts.merge(entry.name(), model, sheets, warning(entry, known));
    }

    /** What the person says about a model; only its id where nothing is said. */
    static ModelConfig config(ProviderConfig provider, String model) {
        return provider.models().named().stream()
                .filter(named -> named.id().equals(model))
                .findFirst()
                .orElseGet(() -> ModelConfig.of(model));
    }

    private static Optional<String> warning(Roster.Entry.Usable entry, ModelLists.Known known) {
        return known.failure()
                .filter(error -> Statuses.stopsChats(error))
                .map(error -> MissingKey.is(error)
                        ? "No key. " + MissingKey.remedy(entry.endpoint())
                        : Statuses.ofFailure(error, entry.endpoint().apiBase()).message());
    }

    private static String configuration(ProviderConfig config) {
        Origin origin = config.origins().get("models");
        return origin == null
                ? "configuration"
                : "configuration"
                        + origin.file().map(file -> ", " + file.getFileName() + ":" + origin.line()).orElse("");
    }

    private static boolean isChosen(String model, ModelChoice choice) {
        return (choice.include().isEmpty() || matchesAny(model, choice.include()))
                && !matchesAny(model, choice.exclude());
    }

    private static boolean matchesAny(String model, List<String> patterns) {
        return patterns.stream().anyMatch(pattern -> matches(model, pattern));
    }

    private static boolean matches(String model, String pattern) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(model).matches();
    }
}
