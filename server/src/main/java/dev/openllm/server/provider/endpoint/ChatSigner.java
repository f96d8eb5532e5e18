package dev.openllm.server.provider.endpoint;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.TimeLimits;
import java.util.Optional;

/** Converts the request of a chat to one that can be sent, with its key. Safe for use by many threads. */
public interface ChatSigner {

    /** Whether a chat sends a key of the user to the provider. May wait for the key stores. */
    boolean spendsKey(Endpoint endpoint);

    /**
     * Adds the address, the headers, and the key in its header. May wait for the user to sign in.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code auth} when a required key is missing, naming
     *     the ways to set one
     */
    HttpCall prepareChat(Endpoint endpoint, WireRequest request, TimeLimits limits);

    /** The endpoint with the first of its keys that is available. May wait for the key stores. */
    default Endpoint withFirstKey(Endpoint endpoint) {
        return endpoint;
    }

    /** The endpoint with the next of its keys; empty when this was the last one. May wait for the key stores. */
    default Optional<Endpoint> withNextKey(Endpoint endpoint) {
        return Optional.empty();
    }

    /** Whether another key replaces the one of a refused call, because the command that prints it ran again. */
    default boolean renewKey(Endpoint endpoint, HttpCall refused) {
        return false;
    }

    /** Why a provider refused a chat: its own message, unless the reason is that a key was withheld. */
    ErrorInfo explain(Endpoint endpoint, ErrorInfo refusal);
}
