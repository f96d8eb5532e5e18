package dev.openllm.server.http;

import java.net.URI;
import java.time.Duration;

/** Sends requests. This interface exists only so that tests can replace the network. */
public interface HttpSender {

    /**
     * Sends a request and waits for the head of the response, regardless of its status. Redirects are not followed.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code network} (host does not exist, connection
     *     refused, or TLS error), {@code timeout}, or {@code cancelled}
     */
    HttpAnswer send(HttpCall call);

    /** Returns whether a program listens at an address of this machine. No request is sent. */
    default boolean listens(URI address, Duration timeout) {
        return LocalPorts.accepts(address, timeout);
    }
}
