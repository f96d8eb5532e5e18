/**
 * The HTTP/1.1 client for connections without TLS. This package may use {@code http}.
 */
package dev.openllm.server.http.cleartext;
