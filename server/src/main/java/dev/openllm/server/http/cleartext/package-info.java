/**
 * The HTTP/1.1 client for connections without TLS. It may use {@code http}.
 */
package dev.openllm.server.http.cleartext;
