package dev.openllm.server.gateway.ollama;

import dev.openllm.protocol.chat.ChatParams;
import java.util.Optional;

/**
 * A request of Ollama's API.
 *
 * @param model as the client named it
 * @param consumer the consumer
 * @param generates whether it completes a prompt, so that the response has a text instead of a message
 * @param showsThinking whether the client did not disable thinking
 * @param loading why no model is requested: {@code load} or {@code unload}
 * @param earlierCalls the number of tool calls in the conversation
 */
record OllamaRequest(
        ChatParams params,
        String model,
        String consumer,
        boolean generates,
        boolean showsThinking,
        Optional<String> loading,
        int earlierCalls) {}
