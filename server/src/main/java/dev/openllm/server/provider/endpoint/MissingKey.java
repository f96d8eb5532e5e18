package dev.openllm.server.provider.endpoint;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.secret.SecretWhereResult;

/** What is said where a key is needed and none is there. */
public final class MissingKey {

    /** The code of the error that a key was not sent because it belongs to another host. */
    private static final String OTHER_HOST = "key_of_other_host";

    private MissingKey() {}

    static ErrorInfo error(Endpoint endpoint) {
        return ErrorInfo.of(ErrorKind.AUTH, "There is no key for " + endpoint.displayName() + ".")
                .withProvider(endpoint.name())
                .withHint(remedy(endpoint));
    }

    /** A key is there, but for another host: it stays until the person agrees. */
    static ErrorInfo otherHost(Endpoint endpoint, SecretWhereResult.Tried key) {
        return ErrorInfo.of(
                        ErrorKind.AUTH,
                        "The key of " + endpoint.displayName() + " (" + key.place() + ") was not sent to "
                                + endpoint.key().origin() + ". " + key.message().orElse(""))
                .withProvider(endpoint.name())
                .withCode(OTHER_HOST)
                .withHint("To be asked whether it may go there, test the key: `open-llm secrets test " + endpoint.name()
                        + "`, or in VS Code \"Open LLM: Test Key…\". Or store a key for this host: `open-llm secrets"
                        + " set "
                        + endpoint.name() + "`.");
    }

    /** The ways to give one. */
    public static String remedy(Endpoint endpoint) {
        String variable = endpoint.key().envNames().stream()
                .findFirst()
                .map(name -> "Set the environment variable " + name + ", or run ")
                .orElse("Run ");
        return variable + "`open-llm secrets set " + endpoint.name() + "`, or in VS Code \"Open LLM: Set Key…\".";
    }

    /** Whether an error says that the key there is belongs to another host. */
    public static boolean isOtherHost(ErrorInfo error) {
        return error.code().filter(OTHER_HOST::equals).isPresent();
    }

    /** Whether an error says that no key was sent, rather than that one was refused. */
    public static boolean is(ErrorInfo error) {
        return error.kind() == ErrorKind.AUTH && error.status().isEmpty();
    }
}
