/**
 * The contract between the server and its clients: two annotated interfaces and the records that they exchange.
 *
 * <p>{@link dev.openllm.protocol.OpenLlmServer} defines what the server offers, and {@link
 * dev.openllm.protocol.OpenLlmClient} what the server may request from the client that started it. The records in the
 * subpackages are the only types that cross the wire. JSON Schema, OpenRPC, and the TypeScript and Python types are
 * generated from them.
 *
 * <p>This package may depend on Jackson and the annotations of LSP4J. Nothing in it performs I/O or depends on the
 * server.
 *
 * <p>Rules for wire records: components are only added, never renamed or removed; a value that can be missing is an
 * {@code Optional}; a missing list is an empty list; unknown fields are ignored.
 */
package dev.openllm.protocol;
