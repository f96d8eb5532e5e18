/**
 * The address of a provider and the authentication of requests: built-in providers, base URLs, keys, and headers.
 * Within {@code provider}, this package may depend only on {@code provider.entra}.
 */
package dev.openllm.server.provider.endpoint;
