package dev.openllm.server.cli.chat;

import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import java.util.List;
import java.util.stream.Collectors;

/** Selects the model that responds if the user does not specify a model. */
final class ChosenModel {

    private static final String BUILT_IN = "built in";
    private static final String FOUND = "found running";

    private ChosenModel() {}

    /**
     * Returns the server's default model. Prints a message if the user did not select this model.
     *
     * @throws OpenLlmException of kind {@code config} if the configuration is invalid, or if only the built-in model is
     *     available and no user would see the message. The built-in model must not respond in place of a real model.
     */
    static String choose(Session session, Terminal terminal) {
        boolean hasErrors = session.problems().stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
        if (hasErrors) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "The configuration is invalid, so no default model is available.",
                    "Fix the configuration, or specify a model with -m.");
        }
        List<ProviderInfo> providers = Session.get(
                        session.server().listProviders(new ListProvidersParams(false, false)))
                .providers();
        String model = Session.get(session.server().listModels(ListModelsParams.ALL))
                .defaultModel()
                .orElseThrow(() -> noDefault(providers));
        providers.stream()
                .filter(provider -> model.startsWith(provider.name() + "/"))
                .findFirst()
                .ifPresent(provider -> explain(terminal, provider, model, providers));
        return model;
    }

    /**
     * Returns the error to report if there is no default model. The server does not return a default model if the model
     * that the user prefers is unavailable.
     */
    private static OpenLlmException noDefault(List<ProviderInfo> providers) {
        return providers.stream()
                .flatMap(provider -> provider.status().error().stream())
                .filter(error -> error.kind() == ErrorKind.CONFIG)
                .findFirst()
                .map(OpenLlmException::new)
                .orElseGet(() -> new OpenLlmException(
                        ErrorKind.CONFIG, "No model is available.", "Specify a model with -m PROVIDER/MODEL."));
    }

    private static void explain(Terminal terminal, ProviderInfo provider, String model, List<ProviderInfo> all) {
        StderrMessages stderrMessages = new StderrMessages(terminal);
        switch (provider.source().orElse("")) {
            case FOUND ->
                stderrMessages.note("No provider is configured. Using " + model + " from " + provider.displayName()
                        + ", which is running on this machine.");
            case BUILT_IN -> {
                List<ProviderInfo> configured = all.stream()
                        .filter(other -> !isUnconfigured(other.source().orElse("")))
                        .toList();
                if (!configured.isEmpty()) {
                    throw notReady(configured);
                }
                if (!terminal.outIsTerminal() || !terminal.errIsTerminal()) {
                    throw noProviderConfigured();
                }
                stderrMessages.note("No provider is configured, and no local model server was found. The built-in "
                        + "model " + model
                        + " repeats your text without using the network. Run `open-llm` to see what to do next.");
            }
            default -> {}
        }
    }

    private static boolean isUnconfigured(String source) {
        return source.equals(FOUND) || source.equals(BUILT_IN);
    }

    private static OpenLlmException notReady(List<ProviderInfo> configured) {
        String states = configured.stream()
                .map(provider -> provider.name() + ": " + provider.status().message())
                .collect(Collectors.joining("; "));
        return new OpenLlmException(
                ErrorKind.CONFIG,
                "No default model: no configured provider has an available model (" + states + ").",
                "Run `open-llm providers` to see what is missing, or specify a model with -m PROVIDER/MODEL.");
    }

    private static OpenLlmException noProviderConfigured() {
        return new OpenLlmException(
                ErrorKind.CONFIG,
                "No provider is configured, and no local model server was found.",
                "Run `open-llm add` to add a provider, run `open-llm` to see the options on this machine, or specify a "
                        + "model with -m PROVIDER/MODEL.");
    }
}
