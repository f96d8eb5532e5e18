/**
 * Where a provider is reached and how a request to it is signed: built-in providers, base URLs, authentication, headers. It
 * depends on no other package of {@code provider} but {@code provider.entra}.
 */
package dev.openllm.server.provider.endpoint;
