/**
 * Selects the client for each HTTP request, verifies TLS certificates, and decompresses response bodies. This package
 * may depend on {@code http} and {@code http.cleartext}. Only the composition root may depend on this package.
 */
package dev.openllm.server.http.client;
