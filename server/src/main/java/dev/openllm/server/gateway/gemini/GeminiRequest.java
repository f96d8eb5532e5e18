package dev.openllm.server.gateway.gemini;

import dev.openllm.protocol.chat.ChatParams;

/**
 * A request of the Gemini API.
 *
 * @param consumer who asks
 * @param showsThoughts whether the client asked to see the reasoning
 * @param earlierCalls how many tool calls the conversation has
 */
record GeminiRequest(ChatParams params, String consumer, boolean showsThoughts, int earlierCalls) {}
