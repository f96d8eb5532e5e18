package dev.openllm.server.secret;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Keys in the keychain of the operating system, each with the origin it was stored for. Workspace entries first. */
public final class KeychainSecrets implements SecretSource {

    private static final String PLACE = "system keychain";

    private final Keychain keychain;
    private final KeychainIndex index;
    private final Supplier<List<String>> folders;
    private final KeyHostBindings keyHostBindings;

    /**
     * @param userFolder the person's own folder of configuration
     * @param folders the open folders; they name the workspace
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
    public boolean takesKeys() {
        return keychain.mayAnswer();
    }

    @Override
    public Lookup find(SecretQuery query) {
        return Lookup.first(find(query, SecretScope.WORKSPACE), () -> find(query, SecretScope.USER));
    }

    private Lookup find(SecretQuery query, SecretScope scope) {
        String place = scope == SecretScope.WORKSPACE ? PLACE + " (workspace)" : PLACE;
        Optional<String> name = StorageNames.of(query.owner(), scope, folders.get());
        if (name.isEmpty() || !index.mayHold(name.get())) {
            return new Lookup.Absent(place);
        }
        try {
            Optional<String> text = keychain.get(name.get());
            if (text.isEmpty()) {
                return new Lookup.Absent(place);
            }
            return BoundKey.fromJson(text.get())
                    .map(stored -> stored.answer(place + ", key of " + query.owner(), scope, query, keyHostBindings))
                    .orElse(new Lookup.Unavailable(place, "The entry was not written by this product; set it anew."));
        } catch (Keychain.Unavailable unavailable) {
            return new Lookup.Unavailable(place, unavailable.getMessage());
        }
    }

    @Override
    public Optional<LocatedKey> held(SecretQuery query, Optional<SecretScope> scope) {
        try {
            for (SecretScope each : StorageNames.scopes(scope)) {
                Optional<String> name =
                        StorageNames.of(query.owner(), each, folders.get()).filter(index::mayHold);
                Optional<String> text = name.isPresent() ? keychain.get(name.get()) : Optional.empty();
                if (text.isPresent()) {
                    return Optional.of(BoundKey.heldIn(PLACE, text.get()));
                }
            }
            return Optional.empty();
        } catch (Keychain.Unavailable unavailable) {
            throw failed(unavailable);
        }
    }

    @Override
    public void set(SecretQuery query, Secret value, SecretScope scope) {
        String name = StorageNames.of(query.owner(), scope, folders.get())
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.INVALID_REQUEST,
                        "No folder is open, so there is no workspace to store the key for.",
                        "Open a folder, or store the key for yourself."));
        String text = new BoundKey(value, query.origin()).toJson();
        boolean added = false;
        try {
            keychain.refuseIfTooLong(text);
            // Before the key: one that is not listed would never be found again.
            added = index.add(name);
            keychain.set(name, text);
        } catch (Keychain.Unavailable unavailable) {
            if (added && unavailable.nothingWritten()) {
                forget(name);
            }
            throw failed(unavailable);
        } catch (IOException unwritable) {
            throw failed(unwritable);
        }
    }

    private void forget(String name) {
        try {
            index.remove(name);
        } catch (IOException stays) {
            // The entry is looked for in vain until the next key is stored or deleted.
        }
    }

    @Override
    public void delete(SecretQuery query, SecretScope scope) {
        Optional<String> name = StorageNames.of(query.owner(), scope, folders.get());
        if (name.isEmpty() || !index.mayHold(name.get())) {
            return;
        }
        try {
            keychain.delete(name.get());
            index.remove(name.get());
        } catch (Keychain.Unavailable | IOException unavailable) {
            throw failed(unavailable);
        }
    }

    private static OpenLlmException failed(Exception unavailable) {
        String reason = unavailable instanceof Keychain.Unavailable
                ? unavailable.getMessage()
                : "The list of what is in the keychain cannot be written: " + unavailable.getMessage() + ".";
        return new OpenLlmException(ErrorKind.CONFIG, reason, "Try again, or use another store (--store dotenv).");
    }
}
