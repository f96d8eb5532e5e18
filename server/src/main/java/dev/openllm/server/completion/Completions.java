package dev.openllm.server.completion;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.server.chat.ResponseObserver;
import java.util.function.Consumer;

/** Completions of documents and of prompts. */
public interface Completions extends InlineCompletions {

    /**
     * Completes a prompt unchanged, and blocks until the response has ended.
     *
     * @param events receives the chunks of the text, and notices, on the calling thread
     */
    ChatResult fill(FillParams params, Consumer<ChatEvent> events, ResponseObserver observer);
}
