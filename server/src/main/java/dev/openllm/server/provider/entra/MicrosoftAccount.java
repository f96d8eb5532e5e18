package dev.openllm.server.provider.entra;

import dev.openllm.server.secret.Secret;
import java.util.Optional;

/** The Microsoft account of the user, as the client that started this server knows it. */
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

    /** Whether there is somebody to ask for a token, signed in or not. */
    boolean canBeAsked();

    /**
     * A token for a scope such as {@code https://ai.azure.com/.default}. Blocks.
     *
     * @param interactive the user may be asked to sign in, which takes its time
     * @return empty when nobody is signed in, or the user does not want to
     */
    Optional<Secret> token(String scope, boolean interactive);
}
