/** Converts a conversation, whichever models produced it, to the shape that a dialect declares. */
package dev.openllm.server.chat.history;
