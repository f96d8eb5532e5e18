package dev.openllm.server.provider.endpoint;

import dev.openllm.server.config.Config;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.config.ProviderConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a configuration selects, for a user who decides about it: hosts and models, a line each. */
public final class SelectedModels {

    private static final int MOST_MODELS = 5;

    private SelectedModels() {}

    public static List<String> lines(Config config) {
        List<String> lines = new ArrayList<>();
        config.defaultModel().ifPresent(model -> lines.add("Default model: " + model + host(config, model)));
        for (ProviderConfig provider : config.providers()) {
            lines.add("Provider " + provider.name() + ": " + describe(provider));
            for (ModelConfig model : provider.models().named()) {
                if (!model.fallbacks().isEmpty()) {
                    lines.add("Fallbacks of " + provider.name() + "/" + model.id() + ": "
                            + String.join(", ", model.fallbacks()));
                }
            }
        }
        new TreeMap<>(config.settings()).forEach((name, value) -> lines.add("Setting " + name + ": " + value));
        return lines;
    }

    private static String host(Config config, String model) {
        String name = model.replaceFirst("/.*", "");
        return config.provider(name).isPresent()
                ? ""
                : builtIn(name)
                        .flatMap(BuiltInProvider::apiBase)
                        .map(base -> " at " + base)
                        .orElse("");
    }

    private static String describe(ProviderConfig provider) {
        if (provider.fault().isPresent()) {
            return "cannot be used: " + provider.fault().get().problem().message();
        }
        List<String> parts = new ArrayList<>();
        parts.add(provider.apiBase()
                .or(() -> builtIn(provider.preset().orElse(provider.name())).flatMap(BuiltInProvider::apiBase))
                .orElse("the base URL of your own configuration"));
        if (!provider.enabled().orElse(true)) {
            parts.add("switched off");
        }
        provider.apiKeyEnv().ifPresent(variable -> parts.add("key from " + variable));
        if (!provider.headers().isEmpty()) {
            parts.add("headers " + String.join(", ", provider.headers().keySet()));
        }
        List<String> models =
                provider.models().named().stream().map(ModelConfig::id).toList();
        if (!models.isEmpty()) {
            parts.add("models "
                    + models.stream().limit(MOST_MODELS).collect(Collectors.joining(", "))
                    + (models.size() > MOST_MODELS ? " and " + (models.size() - MOST_MODELS) + " more" : ""));
        }
        return String.join(" · ", parts);
    }

    private static Optional<BuiltInProvider> builtIn(String name) {
        return BuiltInProviders.all().named(name);
    }
}
