/** Checks responses that are constrained to JSON or to a JSON Schema. Uses only the contract. */
package dev.openllm.server.chat.structured;
