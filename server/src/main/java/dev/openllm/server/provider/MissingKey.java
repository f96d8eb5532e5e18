package dev.openllm.server.provider;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.secret.SecretWhereResult;

/** What is said where a key is needed and none is there. */
final class MissingKey {

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
                .withHint("Agree when VS Code asks, or store a key for this host: `open-llm secrets set "
                        + endpoint.name() + "`.");
    }

    /** The ways to give one. */
    static String remedy(Endpoint endpoint) {
        String variable = endpoint.key().envNames().stream()
                .findFirst()
                .map(name -> "Set the environment variable " + name + ", or run ")
                .orElse("Run ");
        return variable + "`open-llm secrets set " + endpoint.name() + "`, or in VS Code \"Open LLM: Set Key…\".";
    }

    /** Whether an error says that no key was sent, rather than that one was refused. */
    static boolean is(ErrorInfo error) {
        return error.kind() == ErrorKind.AUTH && error.status().isEmpty();
    }
}
