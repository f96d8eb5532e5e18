package dev.openllm.server.cli.secrets;

import dev.openllm.protocol.secret.SecretStore;
import java.util.Locale;

/** The secret stores, as they are named on the command line. */
public enum StoreName {
    ENVIRONMENT(SecretStore.ENVIRONMENT),
    VSCODE(SecretStore.VSCODE),
    KEYCHAIN(SecretStore.KEYCHAIN),
    DOTENV(SecretStore.DOTENV);

    private final SecretStore store;

    StoreName(SecretStore store) {
        this.store = store;
    }

    public SecretStore store() {
        return store;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
