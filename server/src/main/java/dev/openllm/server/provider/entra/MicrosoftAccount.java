package dev.openllm.server.provider.entra;

import dev.openllm.server.secret.Secret;
import java.util.Optional;

/** The user's Microsoft account, as the client that started this server knows it. */
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

    /** Whether there is a client that can provide a token, signed in or not. */
    boolean canBeAsked();

    /**
     * A token for a scope such as {@code https://ai.azure.com/.default}. Blocks.
     *
     * @param interactive whether the user may be asked to sign in, which can take minutes
     * @return empty when the user is not signed in, or declines
     */
    Optional<Secret> token(String scope, boolean interactive);
}
