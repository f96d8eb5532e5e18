/**
 * JSON-RPC 2.0 messages, their framing, errors, and the methods of the protocol. This package does not depend on any
 * other package of {@code rpc}.
 */
package dev.openllm.server.rpc.jsonrpc;
