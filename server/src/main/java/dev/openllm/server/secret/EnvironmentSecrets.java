package dev.openllm.server.secret;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.protocol.text.UserText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads API keys from the environment variables that were set when the server was started. A variable does not specify
 * a host, so its key is bound to the hosts in the user's configuration and to the hosts of built-in providers. If a
 * workspace specifies the base URL, the user must approve sending the key to that URL.
 */
public final class EnvironmentSecrets implements SecretSource {

    private final Map<String, String> environment;
    private final KeyHostBindings keyHostBindings;

    public EnvironmentSecrets(Map<String, String> environment, KeyHostBindings keyHostBindings) {
        this.environment = Map.copyOf(environment);
        this.keyHostBindings = keyHostBindings;
    }

    @Override
    public SecretStore store() {
        return SecretStore.ENVIRONMENT;
    }

    @Override
    public boolean isWritable() {
        return false;
    }

    @Override
    public Lookup find(SecretQuery query) {
        Optional<String> name = variable(query);
        if (name.isPresent()) {
            UserText location = UserText.of("environment variable {0}", name.get());
            return query.originFromWorkspace() && !keyHostBindings.isApproved(location.english(), query.origin())
                    ? new Lookup.OtherHost(location, UserText.of("the hosts in your own configuration"))
                    : new Lookup.Found(secret(name.get()), location);
        }
        return new Lookup.Absent(describeVariables(query.envNames()));
    }

    private static UserText describeVariables(List<String> variables) {
        return switch (variables.size()) {
            case 0 -> UserText.of("environment");
            case 1 -> UserText.of("environment variable {0}", variables.getFirst());
            default ->
                UserText.of(
                        "environment variable {0} or {1}",
                        String.join(", ", variables.subList(0, variables.size() - 1)), variables.getLast());
        };
    }

    @Override
    public Optional<LocatedKey> readKey(SecretQuery query, Optional<SecretScope> scope) {
        return variable(query).map(name -> new LocatedKey(secret(name), Optional.empty()));
    }

    /** Returns the value of the query's first environment variable that is set. */
    private Optional<String> variable(SecretQuery query) {
        return query.envNames().stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .findFirst();
    }

    private Secret secret(String variable) {
        return new Secret(environment.get(variable).strip());
    }

    @Override
    public void set(SecretQuery query, Secret value, SecretScope scope) {
        throw readOnly();
    }

    @Override
    public void delete(SecretQuery query, SecretScope scope) {
        throw readOnly();
    }

    private static OpenLlmException readOnly() {
        return new OpenLlmException(
                ErrorKind.INVALID_REQUEST,
                UserText.of("Open LLM Provider cannot change environment variables."),
                UserText.of("Change the variable where it is set, and then restart VS Code or your terminal."));
    }
}
