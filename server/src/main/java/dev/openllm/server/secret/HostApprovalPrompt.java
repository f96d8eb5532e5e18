package dev.openllm.server.secret;

/** A prompt that asks the user whether an API key may be sent to a host that the key was not stored for. */
@FunctionalInterface
public interface HostApprovalPrompt {

    /** The prompt to use if no client can ask the user. The API key is not sent. */
    HostApprovalPrompt NOBODY = (query, other) -> false;

    /**
     * Asks the user once and waits for the reply.
     *
     * @param query the requested API key and the origin to send the key to
     * @param other the location of the key and the host that the key is bound to
     */
    boolean mayGo(SecretQuery query, Lookup.OtherHost other);
}
