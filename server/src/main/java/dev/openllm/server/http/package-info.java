/**
 * Sockets: requests to providers, TLS trust, proxies, time limits, and the readers of streamed bodies.
 *
 * <p>Blocking calls for virtual threads; an interrupt closes the connection at once.
 *
 * <p>May touch: {@code protocol}. The only room that sees {@code java.net.http}.
 */
package dev.openllm.server.http;
