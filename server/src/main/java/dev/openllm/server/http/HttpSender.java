package dev.openllm.server.http;

/** Sends requests. An interface only so that tests can stand in for the network. */
public interface HttpSender {

    /**
     * Sends and waits for the head of the answer; every status is an answer. Redirects are not followed.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code network} (no such host, refused, TLS),
     *     {@code timeout} or {@code cancelled}
     */
    HttpAnswer send(HttpCall call);
}
