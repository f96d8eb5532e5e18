/**
 * JSON-RPC over stdio and WebSocket, with Jackson on the wire. The one implementation of {@code OpenLlmServer}, and
 * {@link dev.openllm.server.rpc.RunningServer} for one that runs in another process.
 *
 * <p>This package may use {@code chat} and everything {@code chat} may use. The only package that uses LSP4J (except for the
 * annotations of {@code protocol}) and Java-WebSocket.
 */
package dev.openllm.server.rpc;
