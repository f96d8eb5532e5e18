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
        List<String> leftOut) {

    /** A provider that already exists in the configuration. */
    record Existing(String name, String apiBase, boolean hasKey) {}

    /** A new provider and the display name of the program from which it is imported. */
    record Added(Provider provider, String source) {}

    static MergedPlan of(List<ImportPlan> plans, Set<Existing> configured, boolean hasDefault) {
        Map<String, Existing> taken = new HashMap<>();
        configured.forEach(existing -> taken.put(existing.name(), existing));
        List<Added> added = new ArrayList<>();
        List<String> unchanged = new ArrayList<>();
        Map<String, FoundKey> keys = new LinkedHashMap<>();
        Map<String, String> aliases = new LinkedHashMap<>();
        List<String> leftOut = new ArrayList<>();
        Optional<String> defaultModel = Optional.empty();
        for (ImportPlan plan : plans) {
            Map<String, String> names = new HashMap<>();
            for (Provider provider : plan.providers()) {
                Existing same = taken.get(provider.name());
                boolean isSame = same != null && sameAddress(provider, same);
                String name = same == null || isSame ? provider.name() : free(provider.name(), taken);
                names.put(provider.name(), name);
                if (isSame) {
                    unchanged.add(name);
                } else {
                    added.add(new Added(provider.withName(name), plan.source()));
                    taken.put(
                            name,
                            new Existing(
                                    name,
                                    provider.apiBase().orElse(""),
                                    provider.key().isPresent()));
                }
                if (provider.key().isPresent() && (!isSame || !same.hasKey())) {
                    keys.putIfAbsent(name, provider.key().get());
                }
            }
            plan.aliases().forEach((alias, model) -> aliases.putIfAbsent(alias, renamed(model, names)));
            plan.leftOut().forEach(what -> leftOut.add(plan.source() + ": " + what));
            defaultModel = defaultModel.or(() -> plan.defaultModel().map(model -> renamed(model, names)));
        }
        return new MergedPlan(added, unchanged, keys, hasDefault ? Optional.empty() : defaultModel, aliases, leftOut);
    }

    /**
     * Returns whether both providers use the same address. A built-in provider at its default address is always the
     * same provider, regardless of how many programs use it.
     */
    private static boolean sameAddress(Provider provider, Existing existing) {
        return provider.apiBase().isEmpty()
                || provider.apiBase()
                        .get()
                        .replaceFirst("/v1$", "")
                        .equals(existing.apiBase().replaceFirst("/v1$", ""));
    }

    private static String free(String name, Map<String, Existing> taken) {
        int number = 2;
        while (taken.containsKey(name + "-" + number)) {
            number++;
        }
        return name + "-" + number;
    }

    private static String renamed(String model, Map<String, String> names) {
        int slash = model.indexOf('/');
        return names.getOrDefault(model.substring(0, slash), model.substring(0, slash)) + model.substring(slash);
    }

    boolean isEmpty(boolean withKeys) {
        return edits().isEmpty() && !(withKeys && !keys.isEmpty());
    }

    List<ConfigEdit> edits() {
        List<ConfigEdit> edits = new ArrayList<>();
        added.forEach(each -> edits.add(Additions.item(
                "providers",
                each.provider().entry().size() == 1
                        ? TextNode.valueOf(each.provider().name())
                        : each.provider().entry())));
        defaultModel.ifPresent(model -> edits.add(Additions.defaultModel(model)));
        if (!added.isEmpty()) {
            aliases.forEach((alias, model) ->
                    edits.add(new ConfigEdit(List.of("aliases", alias), Optional.of(TextNode.valueOf(model)))));
        }
        return edits;
    }
}
