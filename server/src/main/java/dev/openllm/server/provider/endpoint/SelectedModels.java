package dev.openllm.server.provider.endpoint;

import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.Config;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.config.ProviderConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Describes the providers, models, and settings in a configuration, one per line, for a user who decides whether to
 * trust the configuration.
 */
public final class SelectedModels {

    private static final int MAX_MODELS = 5;

    private SelectedModels() {}

    public static List<UserText> lines(Config config) {
        List<UserText> lines = new ArrayList<>();
        config.defaultModel()
                .ifPresent(model -> lines.add(host(config, model)
                        .map(base -> UserText.of("Default model: {0} at {1}", model, base))
                        .orElse(UserText.of("Default model: {0}", model))));
        for (ProviderConfig provider : config.providers()) {
            lines.add(UserText.of("Provider {0}: {1}", provider.name(), describe(provider)));
            for (ModelConfig model : provider.models().named()) {
                if (!model.fallbacks().isEmpty()) {
                    lines.add(UserText.of(
                            "Fallbacks for {0}: {1}",
                            provider.name() + "/" + model.id(), String.join(", ", model.fallbacks())));
                }
            }
        }
        new TreeMap<>(config.settings())
                .forEach((name, value) -> lines.add(UserText.of("Setting {0}: {1}", name, value)));
        return lines;
    }

    private static Optional<String> host(Config config, String model) {
        String name = model.replaceFirst("/.*", "");
        return config.provider(name).isPresent()
                ? Optional.empty()
                : builtIn(name).flatMap(BuiltInProvider::apiBase);
    }

    private static UserText describe(ProviderConfig provider) {
        if (provider.fault().isPresent()) {
            return UserText.of(
                    "cannot be used: {0}", provider.fault().get().problem().text());
        }
        List<UserText> parts = new ArrayList<>();
        parts.add(provider.apiBase()
                .or(() -> builtIn(provider.preset().orElse(provider.name())).flatMap(BuiltInProvider::apiBase))
                .map(UserText::verbatim)
                .orElse(UserText.of("the base URL in your own configuration")));
        if (!provider.enabled().orElse(true)) {
            parts.add(UserText.of("disabled"));
        }
        provider.apiKeyEnv().ifPresent(variable -> parts.add(UserText.of("API key from {0}", variable)));
        if (!provider.headers().isEmpty()) {
            parts.add(UserText.of(
                    "headers {0}", String.join(", ", provider.headers().keySet())));
        }
        List<String> models =
                provider.models().named().stream().map(ModelConfig::id).toList();
        if (!models.isEmpty()) {
            String first = models.stream().limit(MAX_MODELS).collect(Collectors.joining(", "));
            parts.add(
                    models.size() > MAX_MODELS
                            ? UserText.of("models {0} and {1} more", first, models.size() - MAX_MODELS)
                            : UserText.of("models {0}", first));
        }
        return parts.stream()
                .reduce((joined, part) -> UserText.of("{0} · {1}", joined, part))
                .orElse(UserText.none());
    }

    private static Optional<BuiltInProvider> builtIn(String name) {
        return BuiltInProviders.all().find(name);
    }
}
