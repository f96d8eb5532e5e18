package dev.openllm.server.secret;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.protocol.text.UserText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Stores API keys in the operating system's keychain, each together with the origin that the key is bound to. Workspace
 * entries take precedence over user entries.
 */
public final class KeychainSecrets implements SecretSource {

    private static final UserText LOCATION = UserText.of("system keychain");

    private final Keychain keychain;
    private final KeychainIndex index;
    private final Supplier<List<String>> folders;
    private final KeyHostBindings keyHostBindings;

    /**
     * @param userFolder the user's configuration folder
     * @param folders the open folders, which identify the workspace
     */
    public KeychainSecrets(
            String osName, Path userFolder, Supplier<List<String>> folders, KeyHostBindings keyHostBindings) {
        this(new Keychain(osName), userFolder, folders, keyHostBindings);
    }

    KeychainSecrets(
            Keychain keychain, Path userFolder, Supplier<List<String>> folders, KeyHostBindings keyHostBindings) {
        this.keychain = keychain;
        this.index = new KeychainIndex(userFolder);
        this.folders = folders;
        this.keyHostBindings = keyHostBindings;
    }

    @Override
    public SecretStore store() {
        return SecretStore.KEYCHAIN;
    }

    @Override
    public boolean isWritable() {
        return keychain.isAvailable();
    }

    @Override
    public Lookup find(SecretQuery query) {
        return Lookup.combine(find(query, SecretScope.WORKSPACE), () -> find(query, SecretScope.USER));
    }

    private Lookup find(SecretQuery query, SecretScope scope) {
        UserText location = scope == SecretScope.WORKSPACE ? UserText.of("system keychain (workspace)") : LOCATION;
        Optional<String> name = StorageNames.of(query.owner(), scope, folders.get());
        if (name.isEmpty() || !index.mayContain(name.get())) {
            return new Lookup.Absent(location);
        }
        try {
            Optional<String> text = keychain.get(name.get());
            if (text.isEmpty()) {
                return new Lookup.Absent(location);
            }
            return BoundKey.fromJson(text.get())
                    .map(stored -> stored.toLookup(
                            UserText.of("{0}, key of {1}", location, query.owner())
                                    .inVsCode("{0}"),
                            scope,
                            query,
                            keyHostBindings))
                    .orElse(new Lookup.Unavailable(
                            location,
                            UserText.of("The entry was not created by Open LLM Provider. Set the API key again.")));
        } catch (Keychain.Unavailable unavailable) {
            return new Lookup.Unavailable(location, unavailable.text());
        }
    }

    @Override
    public Optional<LocatedKey> readKey(SecretQuery query, Optional<SecretScope> scope) {
        try {
            for (SecretScope each : StorageNames.scopes(scope)) {
                Optional<String> name =
                        StorageNames.of(query.owner(), each, folders.get()).filter(index::mayContain);
                Optional<String> text = name.isPresent() ? keychain.get(name.get()) : Optional.empty();
                if (text.isPresent()) {
                    return Optional.of(BoundKey.fromStore(LOCATION, text.get()));
                }
            }
            return Optional.empty();
        } catch (Keychain.Unavailable unavailable) {
            throw toException(unavailable);
        }
    }

    @Override
    public void set(SecretQuery query, Secret value, SecretScope scope) {
        String name = StorageNames.of(query.owner(), scope, folders.get())
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.INVALID_REQUEST,
                        UserText.of("No folder is open, so there is no workspace to store the API key for."),
                        UserText.of("Open a folder, or store the API key for your user account.")));
        String text = new BoundKey(value, query.origin()).toJson();
        boolean added = false;
        try {
            keychain.rejectIfTooLong(text);
            // Update the index before the keychain: an entry that is not in the index would never be found again.
            added = index.add(name);
            keychain.set(name, text);
        } catch (Keychain.Unavailable unavailable) {
            if (added && unavailable.nothingWritten()) {
                removeFromIndex(name);
            }
            throw toException(unavailable);
        } catch (IOException unwritable) {
            throw toException(unwritable);
        }
    }

    private void removeFromIndex(String name) {
        try {
            index.remove(name);
        } catch (IOException stays) {
            // The entry remains in the index. The keychain is therefore searched for the entry until the entry is
            // written or deleted again.
        }
    }

    @Override
    public void delete(SecretQuery query, SecretScope scope) {
        Optional<String> name = StorageNames.of(query.owner(), scope, folders.get());
        if (name.isEmpty() || !index.mayContain(name.get())) {
            return;
        }
        try {
            keychain.delete(name.get());
            index.remove(name.get());
        } catch (Keychain.Unavailable | IOException unavailable) {
            throw toException(unavailable);
        }
    }

    private static OpenLlmException toException(Exception cause) {
        UserText reason =
                switch (cause) {
                    case Keychain.Unavailable known -> known.text();
                    case IOException unwritable ->
                        UserText.of("The list of keychain entries cannot be written: {0}.", unwritable.getMessage());
                    default -> UserText.of("The system keychain returned an error.");
                };
        return new OpenLlmException(
                ErrorKind.CONFIG, reason, UserText.of("Try again, or use another store (--store dotenv)."));
    }
}
