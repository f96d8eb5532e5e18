/**
 * Converts a conversation to the shape that a dialect declares. The conversation can contain responses from any
 * combination of models.
 */
package dev.openllm.server.chat.history;
