package dev.openllm.server.completion;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.server.chat.ResponseObserver;
import java.util.function.Consumer;

/** Completes documents at the cursor, and completes prompts. */
public interface Completions extends InlineCompletions {

    /**
     * Completes a prompt, which is sent unchanged, and blocks until the response has ended.
     *
     * @param params the request
     * @param events the receiver of text chunks and notices, which is called on the calling thread
     * @param observer the observer to notify of the progress of the request
     */
    ChatResult fill(FillParams params, Consumer<ChatEvent> events, ResponseObserver observer);
}
