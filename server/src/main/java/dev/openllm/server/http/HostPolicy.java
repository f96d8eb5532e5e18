package dev.openllm.server.http;

/**
 * The policy that determines the hosts to which connections are allowed. The policy is checked for the target host and
 * the proxy of each request, before a host name is resolved and before anything is sent. Implementations are
 * thread-safe.
 */
@FunctionalInterface
public interface HostPolicy {

    /** Allows all hosts. */
    HostPolicy ANY = (role, host, port) -> {};

    /** The role of a host in a connection: the target of the request or a proxy. */
    enum Role {
        /** The host is the target of the request. */
        TARGET,
        /** The host is a proxy. */
        PROXY
    }

    /**
     * Checks whether connections to the host are allowed.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code config} if they are not allowed
     */
    void require(Role role, String host, int port);
}
