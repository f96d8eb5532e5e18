package dev.openllm.server.chat;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.CountTokensParams;
import dev.openllm.protocol.chat.CountTokensResult;
import java.util.function.Consumer;

/** Asking models. Safe for use by many threads. */
public interface Chats {

    /**
     * Asks a model and blocks until the answer has ended. An interrupt of the calling thread closes the
     * connection to the provider.
     *
     * @param sink takes the events in order, on the calling thread
     * @throws dev.openllm.protocol.error.OpenLlmException for every failure, {@code cancelled} included
     */
    ChatResult chat(ChatParams params, Consumer<ChatEvent> sink);

    /**
     * The same for a caller that follows the response more closely.
     *
     * @param observer like the sink, on the calling thread
     */
    default ChatResult chat(ChatParams params, Consumer<ChatEvent> sink, ResponseObserver observer) {
        return chat(params, sink);
    }

    /**
     * Asks a model with one key of its provider and no other, and without fallbacks, to test the key.
     *
     * @param keyName the name of the key
     */
    default ChatResult chatWithKey(String keyName, ChatParams params) {
        throw new UnsupportedOperationException("This has no keys with names.");
    }

    CountTokensResult countTokens(CountTokensParams params);
}
