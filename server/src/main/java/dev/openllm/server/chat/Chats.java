package dev.openllm.server.chat;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.CountTokensParams;
import dev.openllm.protocol.chat.CountTokensResult;
import java.util.function.Consumer;

/** Sends chat requests to models. Implementations are thread-safe. */
public interface Chats {

    /**
     * Sends a chat request to a model and blocks until the response has ended. Interrupting the calling thread closes
     * the connection to the provider.
     *
     * @param sink the consumer that receives the events in order, on the calling thread
     * @throws dev.openllm.protocol.error.OpenLlmException for every failure, including {@code cancelled}
     */
    ChatResult chat(ChatParams params, Consumer<ChatEvent> sink);

    /**
     * Sends a chat request to a model and reports the state of the request to an observer.
     *
     * @param observer the observer, which, like the sink, is called on the calling thread
     */
    default ChatResult chat(ChatParams params, Consumer<ChatEvent> sink, ResponseObserver observer) {
        return chat(params, sink);
    }

    /**
     * Tests an API key of the model's provider by sending a chat request that uses only this key. Fallback models are
     * not tried.
     *
     * @param keyName the name that identifies the key among the provider's API keys
     */
    default ChatResult chatWithKey(String keyName, ChatParams params) {
        throw new UnsupportedOperationException("Named API keys are not supported.");
    }

    CountTokensResult countTokens(CountTokensParams params);
}
