/**
 * The choice of a client for each request, TLS trust, and decoding of bodies. This package may depend on {@code http}
 * and {@code http.cleartext}. Only the composition root may depend on this package.
 */
package dev.openllm.server.http.client;
