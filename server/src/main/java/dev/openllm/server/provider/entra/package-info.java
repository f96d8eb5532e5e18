/**
 * Microsoft Entra ID tokens for Azure, from the user's account if the client that started the server has one, and from
 * Microsoft's own library for programs that run without a user.
 *
 * <p>The library is loaded for the first token and sends requests through {@code http}, so that the same proxies and
 * certificates apply. Only this package uses the library.
 */
package dev.openllm.server.provider.entra;
