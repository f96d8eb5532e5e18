package dev.openllm.server.secret;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.protocol.text.UserText;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Stores API keys in VS Code secret storage, each together with the origin that the key is bound to. Workspace entries
 * take precedence over user entries.
 */
public final class VsCodeSecrets implements SecretSource {

    private static final UserText LOCATION = UserText.of("VS Code secret storage");

    private final ClientStorage storage;
    private final Supplier<List<String>> folders;
    private final KeyHostBindings keyHostBindings;

    /** @param folders the folders that are open in the client, which identify the workspace */
    public VsCodeSecrets(ClientStorage storage, Supplier<List<String>> folders, KeyHostBindings keyHostBindings) {
        this.storage = storage;
        this.folders = folders;
        this.keyHostBindings = keyHostBindings;
    }

    @Override
    public SecretStore store() {
        return SecretStore.VSCODE;
    }

    @Override
    public boolean isWritable() {
        return storage.isAvailable();
    }

    @Override
    public Lookup find(SecretQuery query) {
        if (!storage.isAvailable()) {
            return new Lookup.Unavailable(LOCATION, UserText.of("VS Code is not connected."));
        }
        return Lookup.combine(find(query, SecretScope.WORKSPACE), () -> find(query, SecretScope.USER));
    }

    private Lookup find(SecretQuery query, SecretScope scope) {
        UserText location = scopeLocation(scope);
        Optional<String> name = StorageNames.of(query.owner(), scope, folders.get());
        if (name.isEmpty()) {
            return new Lookup.Absent(location);
        }
        try {
            Optional<String> text = storage.get(name.get());
            if (text.isEmpty()) {
                return new Lookup.Absent(location);
            }
            return BoundKey.fromJson(text.get())
                    .map(stored -> stored.toLookup(keyLocation(query, scope), scope, query, keyHostBindings))
                    .orElse(new Lookup.Unavailable(
                            location,
                            UserText.of("The entry was not created by Open LLM Provider. Set the API key again.")));
        } catch (ClientStorage.NoAnswer silent) {
            return new Lookup.Unavailable(location, silent.text());
        }
    }

    @Override
    public Optional<LocatedKey> readKey(SecretQuery query, Optional<SecretScope> scope) {
        try {
            for (SecretScope each : StorageNames.scopes(scope)) {
                Optional<String> name = StorageNames.of(query.owner(), each, folders.get());
                Optional<String> text = name.isPresent() ? storage.get(name.get()) : Optional.empty();
                if (text.isPresent()) {
                    return Optional.of(BoundKey.fromStore(LOCATION, text.get()));
                }
            }
            return Optional.empty();
        } catch (ClientStorage.NoAnswer silent) {
            throw toException(silent);
        }
    }

    @Override
    public void set(SecretQuery query, Secret value, SecretScope scope) {
        put(query, scope, Optional.of(new BoundKey(value, query.origin()).toJson()));
    }

    @Override
    public void delete(SecretQuery query, SecretScope scope) {
        if (scope == SecretScope.WORKSPACE && folders.get().isEmpty()) {
            return;
        }
        put(query, scope, Optional.empty());
    }

    private void put(SecretQuery query, SecretScope scope, Optional<String> text) {
        String name = StorageNames.of(query.owner(), scope, folders.get())
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.INVALID_REQUEST,
                        UserText.of("No folder is open, so there is no workspace to store the API key for."),
                        UserText.of("Open a folder, or store the API key for your user account.")));
        try {
            storage.put(name, text);
        } catch (ClientStorage.NoAnswer silent) {
            throw toException(silent);
        }
    }

    private OpenLlmException toException(ClientStorage.NoAnswer cause) {
        return new OpenLlmException(
                ErrorKind.CONFIG,
                cause.text(),
                storage.isAvailable()
                        ? UserText.of("Try again, or use another store.")
                        : UserText.of("Run the same command in VS Code, or use another store."));
    }

    private static UserText scopeLocation(SecretScope scope) {
        return scope == SecretScope.WORKSPACE ? UserText.of("VS Code secret storage (workspace)") : LOCATION;
    }

    /**
     * Returns the location of the API key. The location includes the name of the provider, so an approval applies only
     * to the key of this provider.
     */
    private static UserText keyLocation(SecretQuery query, SecretScope scope) {
        return UserText.of("{0}, key of {1}", scopeLocation(scope), query.owner())
                .inVsCode("{0}");
    }
}
