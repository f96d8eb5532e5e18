package dev.openllm.server.secret;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import java.util.Map;
import java.util.Optional;

/**
 * Keys in the environment the server was started in. A variable carries no host, so it belongs to the hosts of the
 * person's own configuration and of known services; for a base URL from a workspace the person must agree.
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
    public boolean takesKeys() {
        return false;
    }

    @Override
    public Lookup find(SecretQuery query) {
        Optional<String> name = variable(query);
        if (name.isPresent()) {
            String place = "environment variable " + name.get();
            return query.originFromWorkspace() && !keyHostBindings.agreed(place, query.origin())
                    ? new Lookup.OtherHost(place, "the hosts of your own configuration")
                    : new Lookup.Found(secret(name.get()), place);
        }
        return new Lookup.Absent(
                query.envNames().isEmpty()
                        ? "environment"
                        : "environment variable " + String.join(" or ", query.envNames()));
    }

    @Override
    public Optional<LocatedKey> held(SecretQuery query, Optional<SecretScope> scope) {
        return variable(query).map(name -> new LocatedKey(secret(name), Optional.empty()));
    }

    /** The first of the variables that is set. */
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
                "Environment variables cannot be changed from here.",
                "Change the variable where it is set and start again.");
    }
}
