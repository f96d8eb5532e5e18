/** Brings a conversation into the shape a dialect declares, whoever answered in it before. */
package dev.openllm.server.chat.history;
