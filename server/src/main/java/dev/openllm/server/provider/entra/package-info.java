/**
 * Provides Microsoft Entra ID tokens for Azure. If the client that started the server provides a Microsoft account, the
 * tokens are obtained from this account. For processes that run without a user, the tokens are obtained through the
 * Microsoft Authentication Library (MSAL).
 *
 * <p>The library is loaded when the first token is requested and sends requests through {@code http}, so the same
 * proxies and certificates apply. Only this package uses the library.
 */
package dev.openllm.server.provider.entra;
