/**
 * Converts a conversation to the shape that a dialect declares, regardless of which models produced the conversation.
 */
package dev.openllm.server.chat.history;
