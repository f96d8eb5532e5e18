/**
 * Manages the addresses of providers and the authentication of requests: built-in providers, base URLs, API keys, and
 * headers. Within {@code provider}, this package may depend only on {@code provider.entra}.
 */
package dev.openllm.server.provider.endpoint;
