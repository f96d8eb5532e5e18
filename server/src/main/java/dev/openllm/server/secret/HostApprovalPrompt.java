package dev.openllm.server.secret;

/** Asks the user whether a key may go to a host it was not stored for. */
@FunctionalInterface
public interface HostApprovalPrompt {

    /** Nobody is there to be asked: the key stays. */
    HostApprovalPrompt NOBODY = (query, other) -> false;

    /**
     * Asks once, and waits for the answer.
     *
     * @param query whose key it is and where it would go
     * @param other where the key is and whose it is
     */
    boolean mayGo(SecretQuery query, Lookup.OtherHost other);
}
