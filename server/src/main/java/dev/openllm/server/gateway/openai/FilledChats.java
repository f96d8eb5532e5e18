package dev.openllm.server.gateway.openai;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.CountTokensParams;
import dev.openllm.protocol.chat.CountTokensResult;
import dev.openllm.server.chat.Chats;
import dev.openllm.server.chat.ResponseObserver;
import dev.openllm.server.completion.Completions;
import dev.openllm.server.completion.FillParams;
import java.util.function.Consumer;

/** Presents a prompt completion as a chat, so the response can be written in the same way as the response to a chat. */
public record FilledChats(Completions completions, FillParams fill) implements Chats {

    @Override
    public ChatResult chat(ChatParams params, Consumer<ChatEvent> sink) {
        return chat(params, sink, ResponseObserver.NONE);
    }

    @Override
    public ChatResult chat(ChatParams params, Consumer<ChatEvent> sink, ResponseObserver observer) {
        return completions.fill(fill, sink, observer);
    }

    @Override
    public CountTokensResult countTokens(CountTokensParams params) {
        throw new UnsupportedOperationException("Nothing counts the tokens of a completion.");
    }
}
