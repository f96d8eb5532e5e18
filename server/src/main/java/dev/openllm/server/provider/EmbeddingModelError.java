package dev.openllm.server.provider;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.provider.endpoint.FactSheet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Creates the errors for chat requests to embedding models and for embedding requests to chat models. If a model's name
 * is the only indication that the model does not support a request, no error is created and the request is sent.
 */
public final class EmbeddingModelError {

    private static final int MAX_SUGGESTIONS = 3;

    private EmbeddingModelError() {}

    /**
     * Throws an exception if a model does not support chat requests.
     *
     * @throws OpenLlmException of kind {@code invalid_request} if the model is an embedding model
     */
    public static void rejectChat(ModelInfo model) {
        if (model.embedding().isPresent()
                && !FactSheet.isAssumed(model.sources().get(EmbeddingFacts.KIND))) {
            throw new OpenLlmException(
                    ErrorInfo.of(ErrorKind.INVALID_REQUEST, UserText.of("{0} is an embedding model.", model.id()))
                            .withHint(UserText.of("Choose a chat model; this model creates only embeddings."))
                            .withProvider(model.provider())
                            .withModel(model.id()));
        }
    }

    /**
     * Returns the error for an embedding request to a chat model.
     *
     * @param others the available embedding models, some of which the error suggests
     */
    static OpenLlmException chatOnlyError(ModelInfo model, List<ModelInfo> others) {
        String suggestions = others.stream()
                .sorted(Comparator.comparing(
                        (ModelInfo other) -> !other.provider().equals(model.provider())))
                .limit(MAX_SUGGESTIONS)
                .map(ModelInfo::id)
                .collect(Collectors.joining(", "));
        UserText hint = suggestions.isEmpty()
                ? UserText.of("Choose an embedding model, such as one from OpenAI, Google, Mistral, or Ollama.")
                : UserText.of("Choose an embedding model, such as {0}.", suggestions);
        return new OpenLlmException(
                ErrorInfo.of(ErrorKind.INVALID_REQUEST, UserText.of("{0} cannot create embeddings.", model.id()))
                        .withHint(hint)
                        .withProvider(model.provider())
                        .withModel(model.id()));
    }
}
