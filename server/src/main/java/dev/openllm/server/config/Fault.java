package dev.openllm.server.config;

import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.config.schema.Origin;

/**
 * Why something that was configured must not be used: a value that decides where data goes is invalid, or the file that
 * may contain it cannot be read. Every use fails with the same error of kind {@code config}.
 */
public record Fault(Problem problem, Origin.Source source) {

    public ErrorInfo ofProvider(String provider) {
        return error("Provider " + provider + " cannot be used because of an error in ")
                .withProvider(provider);
    }

    /** @param model as {@code provider/model} */
    public ErrorInfo ofModel(String model) {
        return error("Model " + model + " cannot be used because of an error in ")
                .withModel(model);
    }

    /** @param address host and port */
    ErrorInfo ofHost(String address) {
        return error("Nothing is sent to " + address + " because of an error in ");
    }

    public ErrorInfo ofDefaultModel() {
        return error("There is no default model because of an error in ");
    }

    private ErrorInfo error(String consequence) {
        return ErrorInfo.of(ErrorKind.CONFIG, consequence + location() + ": " + problem.message())
                .withHint(
                        source == Origin.Source.POLICY
                                ? "Ask your administrator to correct it. Nothing is sent until then."
                                : "Correct it and try again. Nothing is sent until then.");
    }

    private String location() {
        if (problem.file().isPresent()) {
            return problem.line() > 0
                    ? "line " + problem.line() + " of " + problem.file().get()
                    : problem.file().get();
        }
        String setting = problem.setting().map(path -> " (" + path + ")").orElse("");
        return switch (source) {
            case VSCODE_GROUP -> "what was added by Add Models in VS Code" + setting;
            case VSCODE_WORKSPACE -> "the VS Code workspace settings" + setting;
            default -> "the VS Code user settings" + setting;
        };
    }
}
