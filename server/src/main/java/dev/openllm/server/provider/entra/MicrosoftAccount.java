package dev.openllm.server.provider.entra;

import dev.openllm.server.secret.Secret;
import java.util.Optional;

/** The user's Microsoft account, as known to the client that started this server. */
public interface MicrosoftAccount {

    /** There is no such client. */
    MicrosoftAccount NONE = new MicrosoftAccount() {
        @Override
        public boolean canBeAsked() {
            return false;
        }

        @Override
        public Optional<Secret> token(String scope, boolean interactive) {
            return Optional.empty();
        }
    };

    /** Whether there is a client that can provide a token, whether or not the user is signed in. */
    boolean canBeAsked();

    /**
     * Returns a token for a scope such as {@code https://ai.azure.com/.default}. Blocks.
     *
     * @param interactive whether the user can be asked to sign in, which can take minutes
     * @return the token; empty if the user is not signed in or declines
     */
    Optional<Secret> token(String scope, boolean interactive);
}
