/** Checks whether responses conform to JSON or a JSON Schema. This package may depend only on {@code protocol}. */
package dev.openllm.server.chat.structured;
