package dev.openllm.server.cli;

import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.protocol.model.ProviderStatus;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.Style;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The states of the providers, the number of models, and the default model. The providers are checked concurrently, so
 * the states are usually available within a few seconds.
 *
 * @param providers the active providers and, if requested, the built-in providers that are not configured
 * @param models the number of available models
 */
record ProviderStates(List<ProviderInfo> providers, int models, Optional<String> defaultModel) {

    private static final int TIMEOUT_SECONDS = 5;

    /**
     * @param builtIn whether to include the built-in providers that are not configured
     * @param refresh whether to check the providers again and wait until all checks have finished
     */
    static ProviderStates of(Session session, boolean builtIn, boolean refresh) {
        Optional<ListModelsResult> models = refresh ? Optional.empty() : models(session);
        List<ProviderInfo> providers = Session.get(
                        session.server().listProviders(new ListProvidersParams(builtIn, refresh)))
                .providers();
        ListModelsResult result = models.orElseGet(() -> refresh
                ? Session.get(session.server().listModels(ListModelsParams.ALL))
                : new ListModelsResult(List.of(), Optional.empty()));
        int count = models.isEmpty() && !refresh
                ? providers.stream().mapToInt(ProviderInfo::modelCount).sum()
                : result.models().size();
        return new ProviderStates(providers, count, result.defaultModel());
    }

    private static Optional<ListModelsResult> models(Session session) {
        CompletableFuture<Optional<ListModelsResult>> models =
                session.server().listModels(ListModelsParams.ALL).thenApply(Optional::of);
        return Session.get(models.completeOnTimeout(Optional.empty(), TIMEOUT_SECONDS, TimeUnit.SECONDS));
    }

    /**
     * Returns a short description of the provider's state. The description indicates whether the provider offers the
     * default model.
     */
    String stateText(ProviderInfo provider) {
        String state = provider.status().state() == ProviderStatus.State.LOADING
                ? "No response within " + TIMEOUT_SECONDS + " s"
                : provider.status().message();
        boolean isDefault = defaultModel
                .filter(model -> model.startsWith(provider.name() + "/"))
                .isPresent();
        return isDefault ? state + " · default" : state;
    }

    static Style styleOf(String state) {
        if (state.startsWith("Ready")) {
            return Style.GOOD;
        }
        if (state.startsWith("Not configured") || state.startsWith("Disabled")) {
            return Style.FAINT;
        }
        return state.startsWith("No API key") || state.startsWith("No response within ") ? Style.OPEN : Style.BAD;
    }
}
