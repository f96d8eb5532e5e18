/**
 * Tokens of Microsoft Entra ID for Azure: of the user's account, if the client that started the server has one, and by
 * Microsoft's own library for programs that run without a user.
 *
 * <p>The library is loaded for the first token, and sends through {@code http}, so that the same proxies and
 * certificates apply. The only package that uses it.
 */
package dev.openllm.server.provider.entra;
