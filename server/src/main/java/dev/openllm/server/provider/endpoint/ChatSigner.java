package dev.openllm.server.provider.endpoint;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.TimeLimits;
import java.util.Optional;

/** Turns the request of a chat into one that can be sent, with its key. Safe for use by many threads. */
public interface ChatSigner {

    /** Whether a chat sends a key of the user to the provider. May wait for the key stores. */
    boolean spendsKey(Endpoint endpoint);

    /**
     * Adds the address, the headers, and the key in its header. May wait for the user to sign in.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code auth} when a key is needed and none is
     *     found, naming the ways to give one
     */
    HttpCall prepareChat(Endpoint endpoint, WireRequest request, TimeLimits limits);

    /** The endpoint with the first of its keys that is there. May wait for the key stores. */
    default Endpoint withFirstKey(Endpoint endpoint) {
        return endpoint;
    }

    /** The endpoint with the next of its keys; empty when this was the last one. May wait for the key stores. */
    default Optional<Endpoint> withNextKey(Endpoint endpoint) {
        return Optional.empty();
    }

    /** Whether there is another key in place of that in a refused call, since the command that prints it ran again. */
    default boolean renewKey(Endpoint endpoint, HttpCall refused) {
        return false;
    }

    /** Why a provider refused a chat: what it said, unless the reason is that a key was withheld. */
    ErrorInfo explain(Endpoint endpoint, ErrorInfo refusal);
}
