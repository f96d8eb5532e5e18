package dev.openllm.server.secret;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.HandOverSecretsResult;
import dev.openllm.protocol.secret.HandOverSecretsResult.Variable;
import dev.openllm.protocol.text.UserText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Exports API keys to the user through the secret storage of the client that started the server. This is the only way
 * in which a client can receive keys.
 */
public record ExportedKeys(Secrets secrets, ClientStorage storage) {

    private static final String PREFIX = "openllm.handedOver.";

    /**
     * Writes the requested API keys into a single entry of the client's secret storage.
     *
     * @throws OpenLlmException if any of the keys is missing, in which case no key is written
     */
    public HandOverSecretsResult put(List<SecretQuery> queries) {
        if (!storage.isAvailable()) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST,
                    UserText.of("API keys can be transferred only to a client that provides secret storage."),
                    UserText.of("Use `open-llm secrets env`, or the same command in VS Code.")
                            .inVsCode("Run the \"Open LLM: Show Keys as Environment Variables\" command."));
        }
        List<Variable> variables = new ArrayList<>();
        ObjectNode keys = Wire.JSON.createObjectNode();
        for (SecretQuery query : queries) {
            String name = variable(query);
            Lookup.Found key = secrets.find(query).orElseThrow(() -> missing(query));
            variables.add(new Variable(query.provider(), name, key.location().english()));
            keys.put(name, key.secret().reveal());
        }
        String entry = PREFIX + UUID.randomUUID();
        try {
            storage.put(entry, Optional.of(keys.toString()));
        } catch (ClientStorage.NoAnswer silent) {
            throw new OpenLlmException(ErrorKind.CONFIG, silent.text(), UserText.of("Try again."));
        }
        return new HandOverSecretsResult(entry, variables);
    }

    private static String variable(SecretQuery query) {
        return query.envNames().stream()
                .findFirst()
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        UserText.of("No environment variable is specified for provider {0}.", query.provider()),
                        UserText.of("Use api_key_env to specify an environment variable.")));
    }

    private static OpenLlmException missing(SecretQuery query) {
        return new OpenLlmException(
                ErrorKind.AUTH,
                UserText.of("No API key is stored for {0}.", query.provider()),
                UserText.of("Run `open-llm secrets where {0}` to see the stores that were searched.", query.provider())
                        .inVsCode(
                                "The \"Open LLM: Providers and Models\" command shows the stores that were searched."));
    }
}
