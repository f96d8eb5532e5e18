/** Counts and estimates the tokens of prompts. */
package dev.openllm.server.chat.tokens;
