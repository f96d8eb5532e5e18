/**
 * Tokens of Microsoft Entra ID for Azure: of the user's account, where the client that started the server has one,
 * and by Microsoft's own library for programs that run without a user.
 *
 * <p>The library is loaded with the first token that is wanted, and sends through {@code http}, so that proxies and
 * certificates are those of everything else. The only package that uses it.
 */
package dev.openllm.server.provider.entra;
