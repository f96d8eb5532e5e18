package dev.openllm.server.secret;

/** Asks the user whether a key may be sent to a host it was not stored for. */
@FunctionalInterface
public interface HostApprovalPrompt {

    /** There is no client that can ask: the key is withheld. */
    HostApprovalPrompt NOBODY = (query, other) -> false;

    /**
     * Asks once, and waits for the reply.
     *
     * @param query whose key it is and where it would be sent
     * @param other the location and host of the key
     */
    boolean mayGo(SecretQuery query, Lookup.OtherHost other);
}
