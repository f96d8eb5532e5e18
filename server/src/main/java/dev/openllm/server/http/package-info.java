/**
 * Network access: requests to providers, TLS certificate checks, proxies, time limits, and readers for streamed
 * response bodies.
 *
 * <p>Calls block and are intended for virtual threads. Interrupting a thread immediately closes its connection. {@code
 * CleartextHttp} sends requests to {@code http} addresses through its own sockets, on the calling thread. Requests to
 * {@code https} addresses and requests through proxies use the JDK HTTP client. {@code OutgoingHttp} is the entry point
 * to both clients, and decompresses response bodies ({@code DecodedBody}).
 *
 * <p>This package may depend on {@code protocol}. It is the only package that uses {@code java.net.http}.
 */
package dev.openllm.server.http;
