package dev.openllm.server.secret;

/** A prompt that asks the user for permission to send an API key to a host that the key was not stored for. */
@FunctionalInterface
public interface HostApprovalPrompt {

    /** The prompt that is used if no client can ask the user. It denies permission. */
    HostApprovalPrompt DENY_ALL = (query, other) -> false;

    /**
     * Asks the user once and waits for the reply.
     *
     * @param query the requested API key and the origin to send the key to
     * @param other the location of the key and the host that the key is bound to
     * @return whether the key may be sent
     */
    boolean confirmHost(SecretQuery query, Lookup.OtherHost other);
}
