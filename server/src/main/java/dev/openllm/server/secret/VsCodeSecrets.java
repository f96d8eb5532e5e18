package dev.openllm.server.secret;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Keys in VS Code's SecretStorage, each with the origin it was stored for. Workspace entries come first. */
public final class VsCodeSecrets implements SecretSource {

    private static final String PLACE = "VS Code secret storage";

    private final ClientStorage storage;
    private final Supplier<List<String>> folders;
    private final KeyHostBindings keyHostBindings;

    /** @param folders the folders open in the client; they name the workspace */
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
    public boolean takesKeys() {
        return storage.available();
    }

    @Override
    public Lookup find(SecretQuery query) {
        if (!storage.available()) {
            return new Lookup.Unavailable(PLACE, "No VS Code is connected.");
        }
        return Lookup.first(find(query, SecretScope.WORKSPACE), () -> find(query, SecretScope.USER));
    }

    private Lookup find(SecretQuery query, SecretScope scope) {
        String place = place(scope);
        Optional<String> name = StorageNames.of(query.owner(), scope, folders.get());
        if (name.isEmpty()) {
            return new Lookup.Absent(place);
        }
        try {
            Optional<String> text = storage.get(name.get());
            if (text.isEmpty()) {
                return new Lookup.Absent(place);
            }
            return BoundKey.fromJson(text.get())
                    .map(stored -> stored.answer(placeOf(query, scope), scope, query, keyHostBindings))
                    .orElse(new Lookup.Unavailable(place, "The entry was not written by this product; set it anew."));
        } catch (ClientStorage.NoAnswer silent) {
            return new Lookup.Unavailable(place, "VS Code's secret storage " + silent.getMessage() + ".");
        }
    }

    @Override
    public Optional<LocatedKey> held(SecretQuery query, Optional<SecretScope> scope) {
        try {
            for (SecretScope each : StorageNames.scopes(scope)) {
                Optional<String> name = StorageNames.of(query.owner(), each, folders.get());
                Optional<String> text = name.isPresent() ? storage.get(name.get()) : Optional.empty();
                if (text.isPresent()) {
                    return Optional.of(BoundKey.heldIn(PLACE, text.get()));
                }
            }
            return Optional.empty();
        } catch (ClientStorage.NoAnswer silent) {
            throw failed(silent);
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
                        "No folder is open, so there is no workspace to store the key for.",
                        "Open a folder, or store the key for yourself."));
        try {
            storage.put(name, text);
        } catch (ClientStorage.NoAnswer silent) {
            throw failed(silent);
        }
    }

    private OpenLlmException failed(ClientStorage.NoAnswer silent) {
        return new OpenLlmException(
                ErrorKind.CONFIG,
                "VS Code's secret storage " + silent.getMessage() + ".",
                storage.available()
                        ? "Try again, or use another store."
                        : "Run the same command in VS Code, or use another store.");
    }

    private static String place(SecretScope scope) {
        return scope == SecretScope.WORKSPACE ? PLACE + " (workspace)" : PLACE;
    }

    /** Named with the provider, so that an agreement counts for this key only. */
    private static String placeOf(SecretQuery query, SecretScope scope) {
        return place(scope) + ", key of " + query.owner();
    }
}
