package dev.openllm.server.http;

/**
 * The hosts that may be connected to. Checked before a name is resolved and before anything is sent, for the host of
 * each request and for its proxy. Safe for use by many threads.
 */
@FunctionalInterface
public interface HostPolicy {

    /** No restriction. */
    HostPolicy ANY = (role, host, port) -> {};

    /** The purpose of a connection. */
    enum Role {
        /** The host receives the request. */
        TARGET,
        /** The host is a proxy. */
        PROXY
    }

    /** @throws dev.openllm.protocol.error.OpenLlmException of kind {@code config} when the host is not allowed */
    void require(Role role, String host, int port);
}
