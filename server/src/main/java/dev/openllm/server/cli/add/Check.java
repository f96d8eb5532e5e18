package dev.openllm.server.cli.add;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.protocol.model.ProviderStatus;
import dev.openllm.protocol.model.ProviderStatus.State;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.protocol.secret.SetSecretParams;
import dev.openllm.protocol.secret.TestSecretParams;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Checks providers that are not yet configured, with an API key that is not yet stored. Nothing is written.
 *
 * @param configFile the file that {@code --config} specifies
 * @param caFiles the files that contain additional certificate authorities to trust
 */
record Check(Servers servers, Optional<Path> configFile, List<String> caFiles) {

    /**
     * The result of the check of a provider.
     *
     * @param models the available models
     */
    record Answer(ProviderStatus status, List<ModelInfo> models) {

        boolean isReady() {
            return status.state() == State.READY;
        }

        /** Returns whether specifying an API key, or a different one, could solve the problem. */
        boolean needsKey() {
            return status.state() == State.NO_KEY
                    || status.error()
                            .filter(error -> error.kind() == ErrorKind.AUTH)
                            .isPresent();
        }

        ErrorInfo error() {
            return status.error().orElse(ErrorInfo.of(ErrorKind.CONFIG, status.message()));
        }
    }

    /** Requests the provider's model list or, if the list is empty, a few tokens from one configured model. */
    Answer run(NewProvider provider, Optional<String> key) {
        Map<String, Answer> results = run(List.of(provider), key);
        return results.get(provider.name());
    }

    /** Checks several providers concurrently. @return the results by provider name */
    Map<String, Answer> run(List<NewProvider> providers, Optional<String> key) {
        List<ObjectNode> groups = providers.stream()
                .filter(provider -> !provider.configured())
                .map(NewProvider::group)
                .toList();
        try (Session session = Session.withProviders(servers, configFile, groups, settings())) {
            if (key.isPresent()) {
                run(session, providers); // requests without an API key must finish before the key is set
            }
            key.ifPresent(text -> providers.forEach(provider -> Session.get(session.server()
                    .setSecret(new SetSecretParams(
                            provider.name(), text, Optional.of(SecretStore.VSCODE), Optional.of(SecretScope.USER))))));
            List<ListModelsResult> listed = run(session, providers);
            Map<String, Answer> results = new LinkedHashMap<>();
            List<ProviderInfo> infos = Session.get(
                            session.server().listProviders(new ListProvidersParams(false, false)))
                    .providers();
            for (int i = 0; i < providers.size(); i++) {
                NewProvider provider = providers.get(i);
                ProviderStatus status = infos.stream()
                        .filter(info -> info.name().equals(provider.name()))
                        .findFirst()
                        .map(ProviderInfo::status)
                        .orElse(new ProviderStatus(State.ERROR, "The provider is not active", Optional.empty()));
                results.put(
                        provider.name(),
                        testModel(session, provider, status, listed.get(i).models()));
            }
            return results;
        }
    }

    private static List<ListModelsResult> run(Session session, List<NewProvider> providers) {
        List<CompletableFuture<ListModelsResult>> lists = new ArrayList<>();
        for (NewProvider provider : providers) {
            lists.add(session.server().listModels(new ListModelsParams(true, Optional.of(provider.name()))));
        }
        return lists.stream().map(Session::get).toList();
    }

    private static Answer testModel(
            Session session, NewProvider provider, ProviderStatus status, List<ModelInfo> models) {
        if (!provider.needsModels()
                || status.state() != State.READY
                || provider.models().isEmpty()) {
            return new Answer(status, models);
        }
        Optional<ErrorInfo> failure = Session.get(session.server()
                        .testSecret(new TestSecretParams(
                                provider.name(), Optional.of(provider.models().getFirst()))))
                .error();
        return new Answer(
                failure.map(error -> new ProviderStatus(State.ERROR, error.message(), Optional.of(error)))
                        .orElse(status),
                models);
    }

    /**
     * Returns settings that disable the detection of local servers, so that only the specified providers are checked.
     */
    private ObjectNode settings() {
        ObjectNode settings = JsonNodeFactory.instance.objectNode().put("discovery.enabled", false);
        if (!caFiles.isEmpty()) {
            caFiles.forEach(settings.putArray("network.caFiles")::add);
        }
        return settings;
    }
}
