/**
 * JSON-RPC over stdio and WebSocket, with Jackson as the JSON library. This package contains the only implementation of
 * {@code OpenLlmServer}. It also contains {@link dev.openllm.server.rpc.peer.RunningServer}, which connects to a server
 * in another process.
 *
 * <p>This package may depend on {@code chat} and on everything that {@code chat} may depend on. It is the only package
 * that uses Java-WebSocket and, except for the annotations in {@code protocol}, LSP4J.
 */
package dev.openllm.server.rpc;
