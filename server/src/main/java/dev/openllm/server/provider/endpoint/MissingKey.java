package dev.openllm.server.provider.endpoint;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.secret.SecretWhereResult;
import dev.openllm.protocol.text.UserText;

/** Creates and recognizes the errors for requests without a required API key. */
public final class MissingKey {

    /** The error code for an API key that was not sent because it is bound to a different host. */
    private static final String OTHER_HOST_CODE = "key_of_other_host";

    private MissingKey() {}

    static ErrorInfo error(Endpoint endpoint) {
        return ErrorInfo.of(ErrorKind.AUTH, UserText.of("No API key is stored for {0}.", endpoint.displayName()))
                .withProvider(endpoint.name())
                .withHint(remedy(endpoint));
    }

    /**
     * Returns the error for an API key that exists but is bound to a different host and is not sent until the user
     * approves the endpoint's host.
     */
    static ErrorInfo otherHostError(Endpoint endpoint, SecretWhereResult.Tried key) {
        return ErrorInfo.of(
                        ErrorKind.AUTH,
                        UserText.of(
                                "The API key for {0} ({1}) was not sent to {2}. {3}",
                                endpoint.displayName(),
                                key.placeText(),
                                endpoint.key().origin(),
                                key.messageText().orElse(UserText.none())))
                .withProvider(endpoint.name())
                .withCode(OTHER_HOST_CODE)
                .withHint(UserText.of(
                                "To approve this host, test the API key with `open-llm secrets test {0}`, or with the"
                                    + " \"Open LLM: Test Key\" command in VS Code. Or store a key for this host with"
                                    + " `open-llm secrets set {0}`.",
                                endpoint.name())
                        .inVsCode(
                                "Run the \"Open LLM: Test Key\" command to approve this host, or \"Open LLM: Set Key\" "
                                        + "to store an API key for it."));
    }

    /** Returns instructions for setting an API key. */
    public static UserText remedy(Endpoint endpoint) {
        return endpoint.key().envNames().stream()
                .findFirst()
                .map(variable -> UserText.of(
                                "Set the environment variable {1}, run `open-llm secrets set {0}`, or use the "
                                        + "\"Open LLM: Set Key\" command in VS Code.",
                                endpoint.name(), variable)
                        .inVsCode("Run the \"Open LLM: Set Key\" command."))
                .orElseGet(() -> UserText.of(
                                "Run `open-llm secrets set {0}`, or use the \"Open LLM: Set Key\" command in VS Code.",
                                endpoint.name())
                        .inVsCode("Run the \"Open LLM: Set Key\" command."));
    }

    /** Returns whether an error indicates that the available API key is bound to a different host. */
    public static boolean isOtherHost(ErrorInfo error) {
        return error.code().filter(OTHER_HOST_CODE::equals).isPresent();
    }

    /** Returns whether an error indicates that no API key was sent, rather than that a key was refused. */
    public static boolean matches(ErrorInfo error) {
        return error.kind() == ErrorKind.AUTH && error.status().isEmpty();
    }
}
