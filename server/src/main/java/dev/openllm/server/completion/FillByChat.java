package dev.openllm.server.completion;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.chat.Chats;
import dev.openllm.server.chat.ResponseObserver;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The fallback for providers without a completion API, which sends a prompt completion as a chat request. The text is
 * delivered only after the response is complete.
 */
final class FillByChat {

    private static final String FENCE = "```";

    private FillByChat() {}

    static ChatResult fill(
            Chats chats, ModelInfo model, FillParams params, Consumer<ChatEvent> events, ResponseObserver observer) {
        ChatParams chatParams = ChatFallback.params(
                model,
                new ContextBudget.Context(params.prompt(), params.suffix().orElse(""), List.of()),
                Optional.empty(),
                Optional.empty(),
                false,
                params.options(),
                params.consumer());
        StringBuilder text = new StringBuilder();
        ChatResult result = chats.chat(
                params.stream() ? chatParams : chatParams.unstreamed(),
                event -> {
                    if (event instanceof ChatEvent.Text(String part)) {
                        text.append(part);
                    } else if (event instanceof ChatEvent.Notice) {
                        events.accept(event);
                    }
                },
                observer);
        String cleaned = clean(text.toString());
        if (!cleaned.isEmpty()) {
            events.accept(new ChatEvent.Text(cleaned));
        }
        return result;
    }

    /**
     * Removes a code fence that surrounds the response, and removes everything from the first cursor marker or end
     * marker onward.
     */
    static String clean(String response) {
        String text = response;
        for (String stop : ChatFallback.STOPS) {
            int index = text.indexOf(stop);
            text = index < 0 ? text : text.substring(0, index);
        }
        String stripped = text.strip();
        int firstLine = stripped.indexOf('\n');
        boolean fenced = stripped.startsWith(FENCE) && firstLine > 0;
        if (!fenced) {
            return text;
        }
        String inner = stripped.substring(firstLine + 1);
        return inner.endsWith(FENCE)
                ? inner.substring(0, inner.length() - FENCE.length()).stripTrailing()
                : inner;
    }
}
