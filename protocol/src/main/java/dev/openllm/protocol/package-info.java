/**
 * The contract between the server and its clients: two annotated interfaces and the records they exchange.
 *
 * <p>{@link dev.openllm.protocol.OpenLlmServer} is what the server offers, {@link dev.openllm.protocol.OpenLlmClient}
 * what it may request from the client that started it. The records in the sub-packages are the only types that cross
 * the wire; JSON Schema, OpenRPC and the TypeScript and Python types are generated from them.
 *
 * <p>This package may use Jackson and the annotations of LSP4J. Nothing here does I/O or depends on the server.
 *
 * <p>Rules for wire records: components are only ever added, never renamed or removed; a value that may be missing is
 * an {@code Optional}, a missing list is an empty list, unknown fields are ignored.
 */
package dev.openllm.protocol;
