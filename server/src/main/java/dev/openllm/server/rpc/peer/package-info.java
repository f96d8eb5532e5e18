/**
 * Connected clients: the WebSocket server, the runtime file by which programs find it, and the client side. This package may use
 * {@code rpc} and {@code rpc.jsonrpc}.
 */
package dev.openllm.server.rpc.peer;
