/**
 * JSON-RPC 2.0 messages and their framing, errors, and the methods of the contract. This package depends on no other package of
 * {@code rpc}.
 */
package dev.openllm.server.rpc.jsonrpc;
