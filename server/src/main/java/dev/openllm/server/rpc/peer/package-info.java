/**
 * Support for connected clients: the WebSocket server, the runtime file in which programs find the server, and the
 * client side of the connection. This package may depend on {@code rpc} and {@code rpc.jsonrpc}.
 */
package dev.openllm.server.rpc.peer;
