package dev.openllm.protocol.secret;

import java.util.Optional;

/**
 * A key that would go to a host it was not stored for.
 *
 * @param provider the configured name of the provider
 * @param place where the key is, for a person: {@code environment variable OPENAI_API_KEY}
 * @param boundTo whose key it is: an origin, or a few words
 * @param origin where it would go: {@code https://proxy.example.com}
 * @param fromWorkspace whether a workspace names that host, and not the person
 */
public record ConfirmHostParams(
        String provider, String place, Optional<String> boundTo, String origin, boolean fromWorkspace) {}
