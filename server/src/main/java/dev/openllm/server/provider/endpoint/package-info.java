/**
 * The address of a provider and the authentication of requests: built-in providers, base URLs, keys, headers. It
 * depends on no other package of {@code provider} but {@code provider.entra}.
 */
package dev.openllm.server.provider.endpoint;
