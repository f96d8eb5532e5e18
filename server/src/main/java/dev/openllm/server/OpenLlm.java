package dev.openllm.server;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.completion.InlineCompletionParams;
import dev.openllm.protocol.completion.InlineCompletionResult;
import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.embedding.EmbedResult;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.server.secret.Redaction;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gives Java programs access to the user's models, configuration, and API keys without a separate server process. This
 * class is thread-safe. All methods block. Interrupting the calling thread cancels the operation, including any request
 * to a provider.
 *
 * <pre>{@code
 * try (OpenLlm models = OpenLlm.open()) {
 *     models.chat("Name three colors.", System.out::print);
 * }
 * }</pre>
 *
 * A method that fails throws an {@link OpenLlmException}. The message of the exception is written for the user, and
 * {@code info()} specifies the kind of failure.
 */
public final class OpenLlm implements AutoCloseable {

    /** The consumer name in the usage record. */
    private static final String CONSUMER = "java";

    private final CompositionRoot compositionRoot;

    private OpenLlm(CompositionRoot compositionRoot) {
        this.compositionRoot = compositionRoot;
    }

    /**
     * Reads the user's configuration and, if the user trusts it, the configuration file in the current folder. An API
     * key is never sent to an address that only this file specifies, unless the key is bound to that address. This
     * method does not send any requests.
     */
    public static OpenLlm open() {
        return new OpenLlm(CompositionRoot.ofCurrentFolder());
    }

    /** Returns the available models. Model lists that have not been loaded yet are requested from the providers. */
    public List<ModelInfo> models() {
        return compositionRoot.providers().models(ListModelsParams.ALL).models();
    }

    /** Returns the configured providers and their states. */
    public List<ProviderInfo> providers() {
        return compositionRoot
                .providers()
                .providers(new ListProvidersParams(false, false))
                .providers();
    }

    /**
     * Sends a question to the default model.
     *
     * @param text a callback that receives the response, chunk by chunk, on the calling thread
     */
    public ChatResult chat(String question, Consumer<String> text) {
        return chat(ChatParams.of("", Message.user(question)), event -> {
            if (event instanceof ChatEvent.Text chunk) {
                text.accept(chunk.text());
            }
        });
    }

    /**
     * Sends a chat request to a model, and returns when the response is complete.
     *
     * @param params the request, whose model is specified as {@code provider/model} or is empty for the default model;
     *     tools, images, and options work in the same way as in every other client
     * @param events a callback that receives text, reasoning, and tool calls in order, on the calling thread
     * @return the result, which contains the finish reason and the token usage
     */
    public ChatResult chat(ChatParams params, Consumer<ChatEvent> events) {
        try {
            return compositionRoot
                    .chats()
                    .chat(params.consumer().isPresent() ? params : params.forConsumer(CONSUMER), events);
        } catch (OpenLlmException failed) {
            throw new OpenLlmException(Redaction.redact(failed.info()), failed);
        }
    }

    /**
     * Returns one embedding for each string, in the order of the strings.
     *
     * @param model the model, as {@code provider/model}
     */
    public List<float[]> embed(String model, List<String> texts) {
        return embed(EmbedParams.of(model, texts)).embeddings();
    }

    /** Returns the embeddings of strings or token IDs, together with the token usage. */
    public EmbedResult embed(EmbedParams params) {
        try {
            return compositionRoot
                    .embeddings()
                    .embed(params.consumer().isPresent() ? params : params.forConsumer(CONSUMER));
        } catch (OpenLlmException failed) {
            throw new OpenLlmException(Redaction.redact(failed.info()), failed);
        }
    }

    /**
     * Completes a document at the cursor, and returns when the completion is finished.
     *
     * @param lines a callback that receives the lines of the completion as they arrive, on the calling thread
     */
    public InlineCompletionResult completeInline(InlineCompletionParams params, Consumer<ChatEvent> lines) {
        try {
            return compositionRoot
                    .completions()
                    .complete(params.consumer().isPresent() ? params : params.forConsumer(CONSUMER), lines);
        } catch (OpenLlmException failed) {
            throw new OpenLlmException(Redaction.redact(failed.info()), failed);
        }
    }

    /** Writes the usage data that has not been recorded yet. */
    @Override
    public void close() {
        compositionRoot.access().close();
    }
}
