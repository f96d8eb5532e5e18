/** Counts and estimates tokens. */
package dev.openllm.server.chat.tokens;
