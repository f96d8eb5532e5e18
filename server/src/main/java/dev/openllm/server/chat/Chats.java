package dev.openllm.server.chat;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.CountTokensParams;
import dev.openllm.protocol.chat.CountTokensResult;
import java.util.function.Consumer;

/** Sends chats to models. Safe for use by many threads. */
public interface Chats {

    /**
     * Sends a chat to a model and blocks until the response has ended. An interrupt of the calling thread closes the
     * connection to the provider.
     *
     * @param sink receives the events in order, on the calling thread
     * @throws dev.openllm.protocol.error.OpenLlmException for every failure, {@code cancelled} included
     */
    ChatResult chat(ChatParams params, Consumer<ChatEvent> sink);

    /**
     * The same, for a caller that also observes the state of the request.
     *
     * @param observer called on the calling thread, as the sink is
     */
    default ChatResult chat(ChatParams params, Consumer<ChatEvent> sink, ResponseObserver observer) {
        return chat(params, sink);
    }

    /**
     * Sends a chat with exactly one key of the model's provider and without fallbacks, to test the key.
     *
     * @param keyName the name of the key
     */
    default ChatResult chatWithKey(String keyName, ChatParams params) {
        throw new UnsupportedOperationException("This has no keys with names.");
    }

    CountTokensResult countTokens(CountTokensParams params);
}
