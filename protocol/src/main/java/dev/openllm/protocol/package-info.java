/**
 * The protocol between the server and its clients: two annotated interfaces and the records that they exchange.
 *
 * <p>{@link dev.openllm.protocol.OpenLlmServer} defines the requests and notifications that clients can send to the
 * server. {@link dev.openllm.protocol.OpenLlmClient} defines the requests and notifications that the server can send to
 * clients. Messages contain only records and enums. JSON Schema, OpenRPC, and the TypeScript and Python types are
 * generated from the interfaces and the records.
 *
 * <p>This package may depend on Jackson and the annotations of LSP4J. It performs no I/O and does not depend on the
 * server.
 *
 * <p>Rules for the exchanged records: Components are only added, never renamed or removed. A value that can be missing
 * is an {@code Optional}. A missing list is treated as an empty list. Unknown fields are ignored.
 */
package dev.openllm.protocol;
