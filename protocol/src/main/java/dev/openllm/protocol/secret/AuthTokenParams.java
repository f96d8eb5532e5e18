package dev.openllm.protocol.secret;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * A token that is wanted of an account of the person.
 *
 * @param account whose account: {@code microsoft}
 * @param scopes what the token is for: {@code https://ai.azure.com/.default}
 * @param interactive the person may be asked to sign in; without it only a session that is there already counts
 */
public record AuthTokenParams(String account, List<String> scopes, boolean interactive) {

    public AuthTokenParams {
        scopes = Wire.list(scopes);
    }
}
