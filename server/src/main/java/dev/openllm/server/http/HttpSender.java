package dev.openllm.server.http;

import java.net.URI;
import java.time.Duration;

/** Sends requests. An interface only so that tests can replace the network. */
public interface HttpSender {

    /**
     * Sends a request and waits for the head of the response, whatever its status. Redirects are not followed.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code network} (no such host, refused, TLS), {@code
     *     timeout} or {@code cancelled}
     */
    HttpAnswer send(HttpCall call);

    /** Whether a program listens at an address of this machine, without a request. */
    default boolean listens(URI address, Duration timeout) {
        return LocalPorts.accepts(address, timeout);
    }
}
