package dev.openllm.server.cli.config;

import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.protocol.model.ProviderStatus;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.Terminal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Explains why a new default model cannot respond, if the server receives the model list or an error from the provider
 * within a few seconds.
 */
final class DefaultModelNote {

    private static final int TIMEOUT_SECONDS = 5;

    private DefaultModelNote() {}

    /**
     * Returns a sentence that explains the problem, or an empty result if the model is listed or its state is unknown.
     */
    static Optional<String> of(Session session, String model) {
        int slash = model.indexOf('/');
        if (slash <= 0) {
            return Optional.empty(); // the configuration check rejects this value
        }
        String name = model.substring(0, slash);
        Optional<ListModelsResult> listed = awaitModels(session, name);
        if (listed.isEmpty()
                || listed.get().models().stream()
                        .anyMatch(listedModel -> listedModel.id().equals(model))) {
            return Optional.empty();
        }
        List<ProviderInfo> providers = Session.get(session.server().listProviders(new ListProvidersParams(true, false)))
                .providers();
        return Optional.of(providers.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .map(provider -> message(provider, model.substring(slash + 1)))
                .orElse("Provider " + Terminal.sanitize(name) + " does not exist. Run `open-llm add` to add it."));
    }

    /** Waits up to a few seconds until a provider has listed its models or has failed. */
    static Optional<ListModelsResult> awaitModels(Session session, String provider) {
        return Session.get(session.server()
                .listModels(new ListModelsParams(true, Optional.of(provider)))
                .thenApply(Optional::of)
                .completeOnTimeout(Optional.empty(), TIMEOUT_SECONDS, TimeUnit.SECONDS));
    }

    private static String message(ProviderInfo provider, String model) {
        ProviderStatus.State state = provider.status().state();
        if (state == ProviderStatus.State.READY) {
            return provider.name() + " does not list the model " + Terminal.sanitize(model) + ". Run `open-llm models "
                    + provider.name() + "` to list its models.";
        }
        return state == ProviderStatus.State.KNOWN
                ? "Provider " + provider.name() + " is not active. Run `open-llm add " + provider.name()
                        + "` to use it."
                : provider.name() + ": " + Terminal.sanitize(provider.status().message());
    }
}
