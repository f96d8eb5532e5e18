package dev.openllm.server.http;

/**
 * Which hosts may be connected to. It is asked before a name is looked up and before anything is sent, for the host of
 * each request and for the proxy on the way to it. Safe for use by many threads.
 */
@FunctionalInterface
public interface HostPolicy {

    /** No restriction. */
    HostPolicy ANY = (role, host, port) -> {};

    /** Why a host would be connected to. */
    enum Role {
        /** It receives the request. */
        TARGET,
        /** It passes the request on. */
        PROXY
    }

    /** @throws dev.openllm.protocol.error.OpenLlmException of kind {@code config} when the host is not allowed */
    void require(Role role, String host, int port);
}
