package dev.openllm.server.chat;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.FailureKinds;
import dev.openllm.server.provider.ResolvedModel.Remote;
import dev.openllm.server.provider.endpoint.Endpoint;
import java.util.List;
import java.util.Optional;

/** Creates hints that explain what a user can do about a provider's error. */
public final class ErrorHints {

    private ErrorHints() {}

    /** Adds the provider's name to an error and, if the error has no hint, adds a hint for the user. */
    public static ErrorInfo describe(ErrorInfo failure, Remote remote) {
        ErrorInfo withProvider = failure.provider().isPresent()
                ? failure
                : failure.withProvider(remote.endpoint().name());
        ErrorInfo withModel = withProvider.model().isPresent()
                ? withProvider
                : withProvider.withModel(remote.info().id());
        Optional<UserText> hint = withModel.hintText().or(() -> hint(withModel, remote));
        return hint.map(withModel::withHint).orElse(withModel);
    }

    private static Optional<UserText> hint(ErrorInfo failure, Remote remote) {
        Endpoint endpoint = remote.endpoint();
        String provider = endpoint.name();
        return switch (failure.kind()) {
            case AUTH -> Optional.of(storeKeyHint(provider, endpoint.key().envNames()));
            case PERMISSION ->
                Optional.of(UserText.of(
                        "Ask {0} to allow your API key to use {1}, or choose another model.",
                        endpoint.displayName(), remote.info().model()));
            case MODEL_NOT_FOUND ->
                Optional.of(
                        endpoint.builtInId().filter("ollama"::equals).isPresent()
                                ? UserText.of(
                                                "Run `ollama pull {0}`, or run `open-llm models` to see the available"
                                                        + " models.",
                                                remote.info().model())
                                        .inVsCode("Run `ollama pull {0}` in a terminal, or choose another model.")
                                : UserText.of("Run `open-llm models` to see the models of {0}.", provider)
                                        .inVsCode("Choose another model. The \"Open LLM: Providers and Models\" command"
                                                + " lists the models of {0}."));
            case INVALID_REQUEST ->
                Optional.of(UserText.of(
                        "The provider rejected the request. Remove or change the part of the request that the "
                                + "error message mentions."));
            case CONTEXT_TOO_LONG ->
                Optional.of(
                        isLocal(endpoint)
                                ? UserText.of(
                                        "Shorten the conversation, start a new one, or run the model with a larger"
                                                + " context.")
                                : UserText.of(
                                        "Shorten the conversation, start a new one, or choose a model with a larger"
                                                + " context."));
            case RATE_LIMITED -> Optional.of(retryHint(failure));
            case QUOTA ->
                Optional.of(UserText.of(
                        "Check the plan and the balance of your account with {0}, or use another provider.",
                        endpoint.displayName()));
            case CONTENT_FILTERED -> Optional.of(UserText.of("Rephrase the request, or use another model."));
            case OVERLOADED ->
                Optional.of(
                        FailureKinds.isLoading(failure)
                                ? UserText.of(
                                        "Try again when the model is loaded, or increase policies.firstByteSeconds to"
                                                + " wait longer.")
                                : UserText.of(
                                        "Try again in a moment, or add another model under `fallbacks` in this model's "
                                                + "configuration."));
            case NETWORK ->
                Optional.of(
                        isLocal(endpoint)
                                ? UserText.of(
                                        "Start the server at {0}, or correct the base URL of {1}.",
                                        endpoint.apiBase(), provider)
                                : UserText.of(
                                        "Check the connection, the proxy settings, and the base URL {0}.",
                                        endpoint.apiBase()));
            case TIMEOUT -> Optional.of(UserText.of("Try again. A local model may still be loading."));
            case BAD_RESPONSE ->
                Optional.of(UserText.of(
                        "Check that {0} is the base URL of an API that uses the {1} dialect.",
                        endpoint.apiBase(), remote.dialect().name()));
            case INTERNAL -> Optional.of(UserText.of("Report this issue and include the server log."));
            case CONFIG, CANCELLED -> Optional.empty();
        };
    }

    private static UserText storeKeyHint(String provider, List<String> variables) {
        return variables.isEmpty()
                ? UserText.of(
                                "Store a valid API key with `open-llm secrets set {0}`, or with the command \"Open "
                                        + "LLM: Set Key\" in VS Code.",
                                provider)
                        .inVsCode("Run the \"Open LLM: Set Key\" command.")
                : UserText.of(
                                "Store a valid API key with `open-llm secrets set {0}`, set {1}, or use the \"Open "
                                        + "LLM: Set Key\" command in VS Code.",
                                provider, variables.getFirst())
                        .inVsCode("Run the \"Open LLM: Set Key\" command.");
    }

    private static UserText retryHint(ErrorInfo failure) {
        return failure.retryAfterMs().isPresent()
                ? UserText.of(
                        "Try again in {0} s, or add another model under `fallbacks` in this model's configuration.",
                        (failure.retryAfterMs().getAsLong() + 999) / 1000)
                : UserText.of(
                        "Try again in a moment, or add another model under `fallbacks` in this model's configuration.");
    }

    private static boolean isLocal(Endpoint endpoint) {
        String host = String.valueOf(endpoint.apiBase().getHost());
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /**
     * Returns the error for an HTTP 3xx status. Redirects are not followed, and no other 3xx status is a valid
     * response.
     */
    public static ErrorInfo redirectError(int status, Remote remote) {
        if (status == 304 || status == 300 || status > 308) {
            return ErrorInfo.of(
                            ErrorKind.BAD_RESPONSE,
                            UserText.of(
                                    "{0} returned status {1}, which is not a valid response to a chat request.",
                                    remote.endpoint().displayName(), status))
                    .withStatus(status)
                    .withHint(UserText.of("Check whether a cache or proxy responded instead of the provider."));
        }
        return ErrorInfo.of(
                        ErrorKind.CONFIG,
                        UserText.of(
                                "{0} returned a redirect, and redirects are not followed.",
                                remote.endpoint().displayName()))
                .withStatus(status)
                .withHint(UserText.of(
                        "Set the base URL of {0} to its new address.",
                        remote.endpoint().name()));
    }
}
