package dev.openllm.server.provider;

import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.server.config.CompletionNames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Provides the names of providers and models for completion in configuration files. */
public final class ProviderNames implements CompletionNames {

    private final Providers providers;

    public ProviderNames(Providers providers) {
        this.providers = providers;
    }

    @Override
    public List<Word> providers() {
        return all().stream()
                .map(provider -> new Word(provider.name(), provider.displayName()))
                .toList();
    }

    @Override
    public List<Word> models(Optional<String> provider) {
        ListModelsResult result = providers.models(new ListModelsParams(false, provider, provider.isPresent()));
        return Stream.concat(result.models().stream(), result.hidden().stream())
                .map(model -> new Word(provider.isEmpty() ? model.id() : model.model(), description(model)))
                .toList();
    }

    @Override
    public List<Word> keyVariables(String provider) {
        return all().stream()
                .filter(info -> info.name().equals(provider))
                .flatMap(info -> info.keyEnv().stream().map(name -> new Word(name, info.displayName())))
                .toList();
    }

    private List<ProviderInfo> all() {
        return providers.providers(new ListProvidersParams(true, false)).providers();
    }

    private static String description(ModelInfo model) {
        return model.name() + " · " + model.limits().contextTokens() + " tokens";
    }
}
