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

/** The active providers and their models. Thread-safe. */
public interface Providers {

    /** Returns the known models. Requests the lists first if none is known yet or a refresh is requested. */
    ListModelsResult models(ListModelsParams params);

    ListProvidersResult providers(ListProvidersParams params);

    /**
     * Finds a model by {@code provider/model}, by its ID alone if only one provider has it, or the default model for an
     * empty name. A model of a configured provider does not have to be listed.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code model_not_found}, with the closest matches
     */
    ResolvedModel resolve(String model);

    /**
     * The user's aliases, each with its model as {@code provider/model}. Aliases that contain {@code *} are omitted,
     * because they are not names of models.
     */
    default Map<String, String> aliases() {
        return Map.of();
    }

    /**
     * The same as {@link #resolve}, but also finds a listed model that is not a chat model by its ID without a
     * provider.
     */
    default ResolvedModel resolveEmbedding(String model) {
        return resolve(model);
    }

    /**
     * Returns how to find the key of a provider.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException if the name is unknown
     */
    SecretQuery secretQuery(String provider);

    /**
     * Records the limits that a provider reported when it refused a chat. From then on, the model is listed with these
     * limits.
     *
     * @param contextTokens the limit for the prompt and the response combined; empty if not reported
     * @param outputTokens the output limit; empty if not reported
     */
    default void learned(Endpoint endpoint, String model, OptionalInt contextTokens, OptionalInt outputTokens) {}

    /** Calls the listener whenever the list of models may have changed. */
    void onModelsChanged(Runnable listener);

    /** Returns the signer of chat requests. */
    ChatSigner requests();

    /** Returns the state of each provider. */
    ProviderHealth health();
}
