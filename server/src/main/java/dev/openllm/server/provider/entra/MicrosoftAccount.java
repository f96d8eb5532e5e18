package dev.openllm.server.provider.entra;

import dev.openllm.server.secret.Secret;
import java.util.Optional;

/** The user's Microsoft account, which is accessed through the client that started this server. */
public interface MicrosoftAccount {

    /** The account that is used if no client started this server or the client cannot provide tokens. */
    MicrosoftAccount NONE = new MicrosoftAccount() {
        @Override
        public boolean isAvailable() {
            return false;
        }

        @Override
        public Optional<Secret> token(String scope, boolean interactive) {
            return Optional.empty();
        }
    };

    /** Returns whether a client that can provide tokens is connected, regardless of whether the user is signed in. */
    boolean isAvailable();

    /**
     * Returns a token for a scope such as {@code https://ai.azure.com/.default}. Blocks until the client replies.
     *
     * @param interactive whether the user can be asked to sign in, which can take minutes
     * @return the token; empty if the user is not signed in or declines to sign in
     */
    Optional<Secret> token(String scope, boolean interactive);
}
