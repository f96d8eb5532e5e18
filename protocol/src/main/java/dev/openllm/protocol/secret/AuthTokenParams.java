package dev.openllm.protocol.secret;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * A request for an access token for one of the user's accounts.
 *
 * @param account the kind of account, such as {@code microsoft}
 * @param scopes the scopes of the token, such as {@code https://ai.azure.com/.default}
 * @param interactive whether the user can be asked to sign in; if false, only an existing session is used
 */
public record AuthTokenParams(String account, List<String> scopes, boolean interactive) {

    public AuthTokenParams {
        scopes = Wire.list(scopes);
    }
}
