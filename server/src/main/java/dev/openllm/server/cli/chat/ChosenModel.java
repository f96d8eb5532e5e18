package dev.openllm.server.cli.chat;

import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.StderrMessages;
import java.util.Optional;

/** The model that answers when the command names none. */
final class ChosenModel {

    private ChosenModel() {}

    /**
     * The server's default, said aloud when nobody chose it.
     *
     * @throws OpenLlmException of kind {@code config} when the configuration is broken: what a person wrote down
     *     must not be passed over for whatever else happens to be there
     */
    static String choose(Session session, StderrMessages stderrMessages) {
        boolean broken = session.problems().stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
        if (broken) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "The configuration cannot be used as it stands, so there is no default model.",
                    "Correct it, or name a model with -m.");
        }
        String model = Session.get(session.server().listModels(ListModelsParams.ALL))
                .defaultModel()
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.CONFIG, "There is no model to ask.", "Name one with -m PROVIDER/MODEL."));
        provider(session, model).ifPresent(provider -> remark(stderrMessages, provider, model));
        return model;
    }

    private static Optional<ProviderInfo> provider(Session session, String model) {
        return Session.get(session.server().listProviders(new ListProvidersParams(false, false))).providers().stream()
                .filter(provider -> model.startsWith(provider.name() + "/"))
                .findFirst();
    }

    private static void remark(StderrMessages stderrMessages, ProviderInfo provider, String model) {
        switch (provider.source().orElse("")) {
            case "found running" ->
                stderrMessages.note("Nothing is configured: " + model + " answers, from the " + provider.displayName()
                        + " that runs on this machine.");
            case "built in" ->
                stderrMessages.note("Nothing is configured and no local model server was found: " + model
                        + " answers, a built-in model without network. Run open-llm to see what to do next.");
            default -> {}
        }
    }
}
