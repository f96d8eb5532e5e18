package dev.openllm.server.completion;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.completion.InlineCompletionParams;
import dev.openllm.protocol.completion.InlineCompletionResult;
import java.util.function.Consumer;

/** Completions of documents at the cursor. Safe for use by many threads. */
@FunctionalInterface
public interface InlineCompletions {

    /**
     * Returns the text to insert, and blocks until it is complete. An interrupt of the calling thread closes the
     * connection to the provider.
     *
     * @param events receives the accepted lines, as texts, and notices, on the calling thread
     * @throws dev.openllm.protocol.error.OpenLlmException for every failure, {@code cancelled} included
     */
    InlineCompletionResult complete(InlineCompletionParams params, Consumer<ChatEvent> events);
}
