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

/** The model that responds when the command names none. */
final class ChosenModel {

    private static final String BUILT_IN = "built in";
    private static final String FOUND = "found running";

    private ChosenModel() {}

    /**
     * The server's default, with a message if nobody chose it.
     *
     * @throws OpenLlmException of kind {@code config} when the configuration is invalid, or when only the built-in
     *     model is left and no user would read that: it must not respond in place of a real model
     */
    static String choose(Session session, Terminal terminal) {
        boolean broken = session.problems().stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
        if (broken) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "The configuration is invalid, so there is no default model.",
                    "Correct it, or name a model with -m.");
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

    /** The server names no default when the user's first choice cannot be used. */
    private static OpenLlmException noDefault(List<ProviderInfo> providers) {
        return providers.stream()
                .flatMap(provider -> provider.status().error().stream())
                .filter(error -> error.kind() == ErrorKind.CONFIG)
                .findFirst()
                .map(OpenLlmException::new)
                .orElseGet(() -> new OpenLlmException(
                        ErrorKind.CONFIG, "There is no model to ask.", "Name one with -m PROVIDER/MODEL."));
    }

    private static void explain(Terminal terminal, ProviderInfo provider, String model, List<ProviderInfo> all) {
        StderrMessages stderrMessages = new StderrMessages(terminal);
        switch (provider.source().orElse("")) {
            case FOUND ->
                stderrMessages.note("Nothing is configured: " + model + " answers, from the " + provider.displayName()
                        + " that runs on this machine.");
            case BUILT_IN -> {
                List<ProviderInfo> configured = all.stream()
                        .filter(other -> !isFromNobody(other.source().orElse("")))
                        .toList();
                if (!configured.isEmpty()) {
                    throw notReady(configured);
                }
                if (!terminal.outIsTerminal() || !terminal.errIsTerminal()) {
                    throw nothingConfigured();
                }
                stderrMessages.note("Nothing is configured and no local model server was found: " + model
                        + " repeats your text, a built-in model without network. Run open-llm to see what to do next.");
            }
            default -> {}
        }
    }

    private static boolean isFromNobody(String source) {
        return source.equals(FOUND) || source.equals(BUILT_IN);
    }

    private static OpenLlmException notReady(List<ProviderInfo> configured) {
        String states = configured.stream()
                .map(provider -> provider.name() + ": " + provider.status().message())
                .collect(Collectors.joining("; "));
        return new OpenLlmException(
                ErrorKind.CONFIG,
                "No default model: no configured provider has an available model (" + states + ").",
                "Run open-llm providers to see what is missing, or name a model with -m PROVIDER/MODEL.");
    }

    private static OpenLlmException nothingConfigured() {
        return new OpenLlmException(
                ErrorKind.CONFIG,
                "No model is configured, and no local model server was found.",
                "Run open-llm add to add a provider, open-llm to see what this machine offers, or name a model with -m"
                        + " PROVIDER/MODEL.");
    }
}
