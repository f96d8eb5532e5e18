/**
 * Converts a conversation to the shape that a dialect declares. Any combination of models can have produced the
 * conversation.
 */
package dev.openllm.server.chat.history;
