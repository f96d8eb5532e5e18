package dev.openllm.server.http;

/**
 * The hosts to which connections are allowed. The policy is checked for the host of each request and for the proxy,
 * before a name is resolved and before anything is sent. Thread-safe.
 */
@FunctionalInterface
public interface HostPolicy {

    /** Allows all hosts. */
    HostPolicy ANY = (role, host, port) -> {};

    /** The purpose of a connection. */
    enum Role {
        /** The host receives the request. */
        TARGET,
        /** The host is a proxy. */
        PROXY
    }

    /**
     * Checks whether a connection to the host is allowed.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code config} if the host is not allowed
     */
    void require(Role role, String host, int port);
}
