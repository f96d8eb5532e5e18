/**
 * Sockets: requests to providers, TLS trust, proxies, time limits, and the readers of streamed bodies.
 *
 * <p>Blocking calls for virtual threads; an interrupt closes the connection at once. {@code CleartextHttp} sends
 * requests to {@code http} addresses over its own sockets, on the thread of the request; {@code https} and proxies use
 * the JDK's client. {@code OutgoingHttp} is the entry to both, and decodes compressed bodies ({@code DecodedBody}).
 *
 * <p>This package may use {@code protocol}. The only package that uses {@code java.net.http}.
 */
package dev.openllm.server.http;
