package dev.openllm.server.provider.endpoint;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.TimeLimits;
import java.util.Optional;

/** Converts a chat request to one that can be sent, with its key. Thread-safe. */
public interface ChatSigner {

    /** Whether a chat sends one of the user's keys to the provider. May wait for the key stores. */
    boolean spendsKey(Endpoint endpoint);

    /**
     * Adds the address, the headers, and the header that contains the key. May wait for the user to sign in.
     *
     * @param endpoint with the key to use, as {@link #withFirstKey} or {@link #withNextKey} chose it
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code auth} if a required key is missing, with the
     *     ways to set one
     */
    HttpCall prepareChat(Endpoint endpoint, WireRequest request, TimeLimits limits);

    /** Returns the endpoint with the first of its keys that is available. May wait for the key stores. */
    default Endpoint withFirstKey(Endpoint endpoint) {
        return endpoint;
    }

    /** Returns the endpoint with the next of its keys; empty after the last key. May wait for the key stores. */
    default Optional<Endpoint> withNextKey(Endpoint endpoint) {
        return Optional.empty();
    }

    /**
     * Whether a different key replaces the key of a refused call, because the command that prints the key ran again.
     */
    default boolean renewKey(Endpoint endpoint, HttpCall refused) {
        return false;
    }

    /**
     * Why a provider refused a chat: the provider's own message, unless the refusal was caused by a key that was not
     * sent.
     */
    ErrorInfo explain(Endpoint endpoint, ErrorInfo refusal);
}
