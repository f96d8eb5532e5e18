/**
 * The choice of client for a request, TLS trust, and decoding of bodies. This package may use {@code http} and {@code
 * http.cleartext}; only the composition root may use it.
 */
package dev.openllm.server.http.client;
