/**
 * Provides Microsoft Entra ID tokens for Azure. If the client that started the server has a Microsoft account, the
 * tokens are obtained from this account; for programs that run without a user, they are obtained through Microsoft's
 * own library.
 *
 * <p>The library is loaded when the first token is requested and sends requests through {@code http}, so that the same
 * proxies and certificates apply. Only this package uses the library.
 */
package dev.openllm.server.provider.entra;
