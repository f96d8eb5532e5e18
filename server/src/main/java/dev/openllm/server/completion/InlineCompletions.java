package dev.openllm.server.completion;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.completion.InlineCompletionParams;
import dev.openllm.protocol.completion.InlineCompletionResult;
import java.util.function.Consumer;

/** Completes documents at the cursor. Implementations are thread-safe. */
@FunctionalInterface
public interface InlineCompletions {

    /**
     * Returns the text to insert, and blocks until the text is complete. Interrupting the calling thread closes the
     * connection to the provider.
     *
     * @param params the request
     * @param events the receiver of notices and of accepted lines, which are sent as text events; it is called on the
     *     calling thread
     * @throws dev.openllm.protocol.error.OpenLlmException for any failure, including {@code cancelled}
     */
    InlineCompletionResult complete(InlineCompletionParams params, Consumer<ChatEvent> events);
}
