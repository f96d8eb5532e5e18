/**
 * Support for connected clients: the WebSocket server, the runtime file that clients use to find the server, and the
 * client side of the connection. This package may depend on {@code rpc} and {@code rpc.jsonrpc}.
 */
package dev.openllm.server.rpc.peer;
