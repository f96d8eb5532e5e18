package dev.openllm.server.chat;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.dialect.FailureKinds;
import dev.openllm.server.provider.ResolvedModel.Remote;
import dev.openllm.server.provider.endpoint.Endpoint;
import java.util.Optional;

/** What a person can do about a provider's failure, in one sentence. */
final class ErrorHints {

    private ErrorHints() {}

    /** The failure with who failed and, where nobody gave one, a hint. */
    static ErrorInfo describe(ErrorInfo failure, Remote remote) {
        ErrorInfo named = failure.provider().isPresent()
                ? failure
                : failure.withProvider(remote.endpoint().name());
        ErrorInfo addressed = named.model().isPresent()
                ? named
                : named.withModel(remote.info().id());
        Optional<String> hint = addressed.hint().or(() -> hint(addressed, remote));
        return hint.map(addressed::withHint).orElse(addressed);
    }

    private static Optional<String> hint(ErrorInfo failure, Remote remote) {
        Endpoint endpoint = remote.endpoint();
        String provider = endpoint.name();
        return switch (failure.kind()) {
            case AUTH ->
                Optional.of("Store a valid key: run `open-llm secrets set " + provider + "`" + orSet(endpoint)
                        + ", or in VS Code \"Open LLM: Set Key…\".");
            case PERMISSION ->
                Optional.of("Ask " + endpoint.displayName() + " to allow this key the model "
                        + remote.info().model() + ", or choose another model.");
            case MODEL_NOT_FOUND ->
                Optional.of(
                        endpoint.known().filter("ollama"::equals).isPresent()
                                ? "Run `ollama pull " + remote.info().model()
                                        + "`, or `open-llm models` to see what is there."
                                : "Run `open-llm models` to see what " + provider + " offers.");
            case INVALID_REQUEST ->
                Optional.of("Leave out or change what the message names; the request was not accepted as it stands.");
            case CONTEXT_TOO_LONG ->
                Optional.of(
                        isLocal(endpoint)
                                ? "Shorten the conversation, start a new one, or run the model with a larger context."
                                : "Shorten the conversation, start a new one, or choose a model with a larger"
                                        + " context.");
            case RATE_LIMITED ->
                Optional.of(afterWaiting(failure)
                        + " try again, or name another model under `fallbacks` in the configuration of this one.");
            case QUOTA ->
                Optional.of("Check the plan and the balance of your account with " + endpoint.displayName()
                        + ", or use another provider.");
            case CONTENT_FILTERED -> Optional.of("Say it in other words, or ask another model.");
            case OVERLOADED ->
                Optional.of(
                        FailureKinds.isLoading(failure)
                                ? "Try again when the model is loaded, or raise policies.firstByteSeconds to wait"
                                        + " longer."
                                : "Try again in a moment, or name another model under `fallbacks` in the configuration"
                                        + " of this one.");
            case NETWORK ->
                Optional.of(
                        isLocal(endpoint)
                                ? "Start the server at " + endpoint.apiBase() + ", or correct the base URL of "
                                        + provider + "."
                                : "Check the connection, the proxy settings and the base URL " + endpoint.apiBase()
                                        + ".");
            case TIMEOUT -> Optional.of("Try again; a model that runs locally may still be loading.");
            case BAD_RESPONSE ->
                Optional.of("Check that " + endpoint.apiBase() + " is the address of an API of the type "
                        + remote.dialect().name() + ".");
            case INTERNAL -> Optional.of("Please report this with the log of the server.");
            case CONFIG, CANCELLED -> Optional.empty();
        };
    }

    private static String orSet(Endpoint endpoint) {
        return endpoint.key().envNames().isEmpty()
                ? ""
                : ", or set " + endpoint.key().envNames().getFirst();
    }

    private static String afterWaiting(ErrorInfo failure) {
        return failure.retryAfterMs().isPresent()
                ? "Wait " + (failure.retryAfterMs().getAsLong() + 999) / 1000 + " s and"
                : "Wait a moment and";
    }

    private static boolean isLocal(Endpoint endpoint) {
        String host = String.valueOf(endpoint.apiBase().getHost());
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /** What a status that neither succeeds nor fails means: a redirect is not followed, others have no place here. */
    static ErrorInfo of3xx(int status, Remote remote) {
        if (status == 304 || status == 300 || status > 308) {
            return ErrorInfo.of(
                            ErrorKind.BAD_RESPONSE,
                            remote.endpoint().displayName() + " answered with status " + status
                                    + ", which is no response to a chat request.")
                    .withStatus(status)
                    .withHint("Check whether a cache or proxy on the way answered in the provider's place.");
        }
        return ErrorInfo.of(
                        ErrorKind.CONFIG,
                        remote.endpoint().displayName() + " answered with a redirect, which is not followed.")
                .withStatus(status)
                .withHint("Set the base URL of " + remote.endpoint().name() + " to the address it moved to.");
    }
}
