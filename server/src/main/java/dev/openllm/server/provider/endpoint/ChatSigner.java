package dev.openllm.server.provider.endpoint;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.TimeLimits;
import java.util.Optional;

/** Converts chat requests to HTTP calls that include the API key. Implementations are thread-safe. */
public interface ChatSigner {

    /** Returns whether a chat request would include one of the user's API keys. Can block while key stores are read. */
    boolean usesKey(Endpoint endpoint);

    /**
     * Creates the HTTP call for a chat request by adding the address, the configured headers, and the header that
     * contains the API key. Can block until the user signs in.
     *
     * @param endpoint the endpoint with the key to use, as selected by {@link #withFirstKey} or {@link #withNextKey}
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code auth} if a required key is missing; the error
     *     describes how to set a key
     */
    HttpCall prepareChat(Endpoint endpoint, WireRequest request, TimeLimits limits);

    /** Returns the endpoint with its first available API key. Can block while key stores are read. */
    default Endpoint withFirstKey(Endpoint endpoint) {
        return endpoint;
    }

    /**
     * Returns the endpoint with its next available API key, or an empty result if there is none. Can block while key
     * stores are read.
     */
    default Optional<Endpoint> withNextKey(Endpoint endpoint) {
        return Optional.empty();
    }

    /**
     * Tries to replace the API key of a refused call by running the {@code api_key_command} again.
     *
     * @return whether a different key is now available
     */
    default boolean renewKey(Endpoint endpoint, HttpCall refused) {
        return false;
    }

    /**
     * Returns the error that explains why a provider refused a chat request: the provider's own message or, if the
     * refusal was caused by an API key that was not sent, an error about this key.
     */
    ErrorInfo explain(Endpoint endpoint, ErrorInfo refusal);
}
