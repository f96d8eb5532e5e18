package dev.openllm.server.chat.echo;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.chat.retry.Sleeper;
import dev.openllm.server.chat.tokens.TokenCounter;
import dev.openllm.server.dialect.Outcome;
import java.util.function.Consumer;

/**
 * A model that needs no network, for developers who build on models: it needs no key, costs nothing and behaves the
 * same every time. It streams the last user message back word by word. Lines of that message that begin with a slash
 * control it; {@link EchoScript#HELP} lists them, and {@code /help} shows the list.
 */
public final class EchoModel {

    private final TokenCounter tokens;
    private final Sleeper sleeper;

    public EchoModel(TokenCounter tokens, Sleeper sleeper) {
        this.tokens = tokens;
        this.sleeper = sleeper;
    }

    /** @throws dev.openllm.protocol.error.OpenLlmException when instructed to fail, and when canceled */
    public Outcome answer(ModelInfo model, ChatParams params, Consumer<ChatEvent> sink) {
        return new EchoResponse(tokens, sleeper, model, params, sink).run();
    }
}
