package dev.openllm.server.gateway.ollama;

import dev.openllm.protocol.chat.ChatParams;
import java.util.Optional;

/**
 * A request to the Ollama API.
 *
 * @param model the model name that the client used
 * @param consumer the consumer that sent the request
 * @param generates whether the request completes a prompt, in which case the response contains text instead of a
 *     message
 * @param showsThinking whether the response includes thinking, which is true unless the client disables thinking
 * @param loading {@code load} or {@code unload} if the request only loads or unloads the model; empty if the request
 *     calls the model
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
