package dev.openllm.server.gateway.gemini;

import dev.openllm.protocol.chat.ChatParams;

/**
 * A request to the Gemini API.
 *
 * @param consumer the consumer that sent the request
 * @param showsThoughts whether the client requested the model's reasoning
 * @param earlierCalls the number of tool calls in the conversation
 */
record GeminiRequest(ChatParams params, String consumer, boolean showsThoughts, int earlierCalls) {}
