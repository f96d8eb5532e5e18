package dev.openllm.server.provider;

import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ListProvidersResult;
import dev.openllm.server.provider.endpoint.ChatSigner;
import dev.openllm.server.provider.endpoint.Endpoint;
import dev.openllm.server.secret.SecretQuery;
import java.util.Map;
import java.util.OptionalInt;

/** The active providers and their models. Safe for use by many threads. */
public interface Providers {

    /** The known models; requests the lists first if there is none yet or a refresh is requested. */
    ListModelsResult models(ListModelsParams params);

    ListProvidersResult providers(ListProvidersParams params);

    /**
     * Finds a model by {@code provider/model}, by a bare model id when only one provider has it, or the default model
     * for an empty name. A model of a configured provider need not be listed.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code model_not_found} with the nearest names
     */
    ResolvedModel resolve(String model);

    /**
     * The user's aliases, each with its model as {@code provider/model}, without those that contain {@code *}: they are
     * not names of models.
     */
    default Map<String, String> aliases() {
        return Map.of();
    }

    /** As {@link #resolve}, also by the bare id of a listed model that is not offered for chat. */
    default ResolvedModel resolveEmbedding(String model) {
        return resolve(model);
    }

    /** How to find the key of a provider. @throws dev.openllm.protocol.error.OpenLlmException for unknown names */
    SecretQuery secretQuery(String provider);

    /**
     * Records the limits that a provider stated when it refused a chat: the model is shown with them from then on.
     *
     * @param contextTokens prompt and response together; empty when not stated
     * @param outputTokens the maximum response; empty when not stated
     */
    default void learned(Endpoint endpoint, String model, OptionalInt contextTokens, OptionalInt outputTokens) {}

    /** Calls the listener whenever the list of models may have changed. */
    void onModelsChanged(Runnable listener);

    /** Signs the requests of chats. */
    ChatSigner requests();

    /** The state of each provider. */
    ProviderHealth health();
}
