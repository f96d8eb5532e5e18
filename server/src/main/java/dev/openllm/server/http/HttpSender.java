package dev.openllm.server.http;

import java.net.URI;
import java.time.Duration;

/** Sends requests. An interface only so that tests can replace the network. */
public interface HttpSender {

    /**
     * Sends and waits for the head of the answer; every status is an answer. Redirects are not followed.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code network} (no such host, refused, TLS),
     *     {@code timeout} or {@code cancelled}
     */
    HttpAnswer send(HttpCall call);

    /** Whether anything listens at an address of this machine, found out without a request. */
    default boolean listens(URI address, Duration timeout) {
        return LocalPorts.accepts(address, timeout);
    }
}
