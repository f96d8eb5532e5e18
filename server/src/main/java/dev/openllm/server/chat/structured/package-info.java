/**
 * Checks whether a response is valid JSON or conforms to a JSON Schema. This package may depend only on {@code
 * protocol}.
 */
package dev.openllm.server.chat.structured;
