package dev.openllm.server.cli.imports;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.config.ConfigEdit;
import dev.openllm.server.cli.add.Additions;
import dev.openllm.server.imports.ImportPlan;
import dev.openllm.server.imports.ImportPlan.FoundKey;
import dev.openllm.server.imports.ImportPlan.Provider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The import plans of all programs, merged with the existing configuration. Existing entries are not changed.
 *
 * @param added the new providers
 * @param unchanged the names of providers that already exist
 * @param keys the API keys to store, by provider name; providers that already have a key are not included
 */
record MergedPlan(
        List<Added> added,
        List<String> unchanged,
        Map<String, FoundKey> keys,
        Optional<String> defaultModel,
        Map<String, String> aliases,
        List<String> omitted) {

    /** A provider that already exists in the configuration. */
    record Existing(String name, String apiBase, boolean hasKey) {}

    /** A new provider and the display name of the program from which it is imported. */
    record Added(Provider provider, String source) {}

    static MergedPlan of(List<ImportPlan> plans, Set<Existing> configured, boolean hasDefault) {
        Map<String, Existing> existingByName = new HashMap<>();
        configured.forEach(existing -> existingByName.put(existing.name(), existing));
        List<Added> added = new ArrayList<>();
        List<String> unchanged = new ArrayList<>();
        Map<String, FoundKey> keys = new LinkedHashMap<>();
        Map<String, String> aliases = new LinkedHashMap<>();
        List<String> omitted = new ArrayList<>();
        Optional<String> defaultModel = Optional.empty();
        for (ImportPlan plan : plans) {
            Map<String, String> names = new HashMap<>();
            for (Provider provider : plan.providers()) {
                Existing match = existingByName.get(provider.name());
                boolean isUnchanged = match != null && hasSameAddress(provider, match);
                String name =
                        match == null || isUnchanged ? provider.name() : uniqueName(provider.name(), existingByName);
                names.put(provider.name(), name);
                if (isUnchanged) {
                    unchanged.add(name);
                } else {
                    added.add(new Added(provider.withName(name), plan.source()));
                    existingByName.put(
                            name,
                            new Existing(
                                    name,
                                    provider.apiBase().orElse(""),
                                    provider.key().isPresent()));
                }
                if (provider.key().isPresent() && (!isUnchanged || !match.hasKey())) {
                    keys.putIfAbsent(name, provider.key().get());
                }
            }
            plan.aliases().forEach((alias, model) -> aliases.putIfAbsent(alias, withNewProvider(model, names)));
            plan.omitted().forEach(description -> omitted.add(plan.source() + ": " + description));
            defaultModel = defaultModel.or(() -> plan.defaultModel().map(model -> withNewProvider(model, names)));
        }
        return new MergedPlan(added, unchanged, keys, hasDefault ? Optional.empty() : defaultModel, aliases, omitted);
    }

    /**
     * Returns whether both providers use the same address. A built-in provider at its default address is always the
     * same provider, regardless of how many programs use it.
     */
    private static boolean hasSameAddress(Provider provider, Existing existing) {
        return provider.apiBase().isEmpty()
                || provider.apiBase()
                        .get()
                        .replaceFirst("/v1$", "")
                        .equals(existing.apiBase().replaceFirst("/v1$", ""));
    }

    private static String uniqueName(String name, Map<String, Existing> existingByName) {
        int number = 2;
        while (existingByName.containsKey(name + "-" + number)) {
            number++;
        }
        return name + "-" + number;
    }

    private static String withNewProvider(String model, Map<String, String> names) {
        int slash = model.indexOf('/');
        return names.getOrDefault(model.substring(0, slash), model.substring(0, slash)) + model.substring(slash);
    }

    boolean isEmpty(boolean withKeys) {
        return edits().isEmpty() && !(withKeys && !keys.isEmpty());
    }

    List<ConfigEdit> edits() {
        List<ConfigEdit> edits = new ArrayList<>();
        added.forEach(addition -> edits.add(Additions.addItem(
                "providers",
                addition.provider().entry().size() == 1
                        ? TextNode.valueOf(addition.provider().name())
                        : addition.provider().entry())));
        defaultModel.ifPresent(model -> edits.add(Additions.defaultModel(model)));
        if (!added.isEmpty()) {
            aliases.forEach((alias, model) ->
                    edits.add(new ConfigEdit(List.of("aliases", alias), Optional.of(TextNode.valueOf(model)))));
        }
        return edits;
    }
}
