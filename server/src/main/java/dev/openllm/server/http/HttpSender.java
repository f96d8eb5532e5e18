package dev.openllm.server.http;

import java.net.URI;
import java.time.Duration;

/** Sends HTTP requests. This interface exists only so that tests can replace the network. */
public interface HttpSender {

    /**
     * Sends a request and waits for the head of the response, regardless of the response status. Redirects are not
     * followed.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code network} (the host does not exist, the
     *     connection is refused, or TLS fails), {@code timeout}, or {@code cancelled}
     */
    HttpAnswer send(HttpCall call);

    /** Returns whether a process is listening on the host and port of an address. No request is sent. */
    default boolean isListening(URI address, Duration timeout) {
        return LocalPorts.acceptsConnections(address, timeout);
    }
}
