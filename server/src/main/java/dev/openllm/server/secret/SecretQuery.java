package dev.openllm.server.secret;

import java.util.List;

/**
 * Whose key is wanted, and where it would go.
 *
 * @param provider the configured name of the provider
 * @param envNames environment variables that may hold it, best first
 * @param origin scheme, host and port of the base URL: {@code https://api.openai.com}
 * @param originFromWorkspace whether the base URL came with the workspace and not from the person
 */
public record SecretQuery(String provider, List<String> envNames, String origin, boolean originFromWorkspace) {

    public SecretQuery {
        envNames = List.copyOf(envNames);
    }

    /** The same key, stored for this origin. */
    SecretQuery storedFor(String origin) {
        return new SecretQuery(provider, envNames, origin, false);
    }
}
