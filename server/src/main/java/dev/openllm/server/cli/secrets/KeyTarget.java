package dev.openllm.server.cli.secrets;

import dev.openllm.protocol.secret.SecretParams;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.protocol.secret.SecretWhereResult;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that select an API key and a secret store. */
final class KeyTarget {

    @Parameters(paramLabel = "PROVIDER", description = "The name of a configured provider.")
    private String provider;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The name of the API key, if the provider has several keys. When a key reaches its "
                    + "limit, the next key is used.")
    private String name;

    @Option(names = "--store", paramLabel = "STORE", description = "The store for the API key: keychain or dotenv.")
    private StoreName store;

    @Option(names = "--workspace", description = "Limit the command to the API key for this folder.")
    private boolean workspace;

    String provider() {
        return provider;
    }

    boolean isWorkspaceScoped() {
        return workspace;
    }

    Optional<SecretStore> store() {
        return Optional.ofNullable(store).map(StoreName::store);
    }

    Optional<SecretScope> scope() {
        return workspace ? Optional.of(SecretScope.WORKSPACE) : Optional.empty();
    }

    SecretParams params() {
        return new SecretParams(provider, store(), scope(), name());
    }

    Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** Returns the provider and the name of the API key, formatted for display. */
    String owner() {
        return name == null ? provider : provider + " (" + name + ")";
    }

    /**
     * Returns whether a store can contain the API key to delete. If the command is limited to the key for the current
     * folder, a key for all folders is not deleted.
     */
    boolean mayContain(SecretWhereResult.Tried tried) {
        boolean isSelected = store().map(tried.store()::equals).orElse(tried.store() != SecretStore.ENVIRONMENT);
        boolean isOtherScope = workspace && tried.scope().equals(Optional.of(SecretScope.USER));
        boolean mayExist =
                switch (tried.outcome()) {
                    case FOUND, OTHER_HOST, SWITCHED_OFF -> true;
                    case ABSENT, UNAVAILABLE -> false; // a store that cannot be read cannot be written
                };
        return isSelected && mayExist && !isOtherScope;
    }
}
