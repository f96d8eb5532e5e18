/**
 * Sockets: requests to providers, TLS trust, proxies, time limits, and the readers of streamed bodies.
 *
 * <p>Blocking calls for virtual threads; an interrupt closes the connection at once. {@code CleartextHttp} asks {@code
 * http} addresses over sockets of this room, on the thread of the request; {@code https} and proxies go by the JDK's
 * client. {@code OutgoingHttp} is the door to both, and unpacks what came compressed ({@code DecodedBody}).
 *
 * <p>May touch: {@code protocol}. The only package that uses {@code java.net.http}.
 */
package dev.openllm.server.http;
