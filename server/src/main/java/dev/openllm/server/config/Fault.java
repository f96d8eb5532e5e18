package dev.openllm.server.config;

import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.Origin;

/**
 * The reason that a provider or model in the configuration must not be used: a value that determines where data is sent
 * is invalid, or a file that could contain such a value cannot be read. Every attempt to use the provider or model
 * fails with the same error of kind {@code config}.
 */
public record Fault(Problem problem, Origin.Source source) {

    public ErrorInfo ofProvider(String provider) {
        return error(UserText.of(
                        "Provider {0} cannot be used because of an error in {1}: {2}",
                        provider, location(), problem.text()))
                .withProvider(provider);
    }

    /** @param model the model, as {@code provider/model} */
    public ErrorInfo ofModel(String model) {
        return error(UserText.of(
                        "Model {0} cannot be used because of an error in {1}: {2}", model, location(), problem.text()))
                .withModel(model);
    }

    /** @param address the host and port of the request that is not sent */
    ErrorInfo ofHost(String address) {
        return error(UserText.of(
                "No data is sent to {0} because of an error in {1}: {2}", address, location(), problem.text()));
    }

    public ErrorInfo ofDefaultModel() {
        return error(UserText.of(
                "No default model is available because of an error in {0}: {1}", location(), problem.text()));
    }

    private ErrorInfo error(UserText message) {
        return ErrorInfo.of(ErrorKind.CONFIG, message)
                .withHint(
                        source == Origin.Source.POLICY
                                ? UserText.of(
                                        "Ask your administrator to correct the error. No data is sent until the error"
                                                + " is corrected.")
                                : UserText.of(
                                        "Correct the error, and then try again. No data is sent until the error is"
                                                + " corrected."));
    }

    private UserText location() {
        if (problem.file().isPresent()) {
            return problem.line() > 0
                    ? UserText.of(
                            "line {0} of {1}", problem.line(), problem.file().get())
                    : UserText.verbatim(problem.file().get());
        }
        String setting = problem.setting().orElse("");
        return switch (source) {
            case VSCODE_GROUP -> UserText.of("a model added with \"Add Models\" in VS Code ({0})", setting);
            case VSCODE_WORKSPACE -> UserText.of("the VS Code workspace settings ({0})", setting);
            default -> UserText.of("the VS Code user settings ({0})", setting);
        };
    }
}
