package dev.openllm.server.chat.echo;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.chat.retry.Sleeper;
import dev.openllm.server.chat.tokens.TokenCounter;
import dev.openllm.server.dialect.Outcome;
import java.util.function.Consumer;

/**
 * A model that requires no network access, for developers of applications that use models. It requires no API key,
 * costs nothing, and is deterministic. It streams the words of the last user message back one by one. Lines of the
 * message that begin with a slash are instructions to the model. {@link EchoScript#HELP} lists these instructions, and
 * the instruction {@code /help} returns the list.
 */
public final class EchoModel {

    private final TokenCounter tokens;
    private final Sleeper sleeper;

    public EchoModel(TokenCounter tokens, Sleeper sleeper) {
        this.tokens = tokens;
        this.sleeper = sleeper;
    }

    /**
     * Generates the response to a chat request.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException if the message instructs the model to fail or the request is
     *     canceled
     */
    public Outcome respond(ModelInfo model, ChatParams params, Consumer<ChatEvent> sink) {
        return new EchoResponse(tokens, sleeper, model, params, sink).run();
    }
}
