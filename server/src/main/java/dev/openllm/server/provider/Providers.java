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

/** The active providers and their models. Implementations are thread-safe. */
public interface Providers {

    /**
     * Returns the available models. Requests the model lists first if they are not yet known or if a refresh is
     * requested.
     */
    ListModelsResult models(ListModelsParams params);

    ListProvidersResult providers(ListProvidersParams params);

    /**
     * Finds a model by its name in the form {@code provider/model} or, if only one provider has the model, by the model
     * ID alone. An empty name refers to the default model. A model of a configured provider is found even if the
     * provider does not list it.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code model_not_found} if there is no such model;
     *     the error suggests the closest matches
     */
    ResolvedModel resolve(String model);

    /**
     * Returns the user's model aliases, each mapped to its model as {@code provider/model}. Aliases that contain {@code
     * *} are omitted because they are patterns and not model names.
     */
    default Map<String, String> aliases() {
        return Map.of();
    }

    /**
     * Finds a model for an embedding request. Unlike {@link #resolve}, this method also finds a model that is listed
     * but is not a chat model if the name is only the model ID, without a provider.
     */
    default ResolvedModel resolveEmbedding(String model) {
        return resolve(model);
    }

    /**
     * Returns the query that finds a provider's API key.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException if the provider name is unknown
     */
    SecretQuery secretQuery(String provider);

    /**
     * Records the limits that a provider reported when it refused a chat request. From then on, the model is listed
     * with these limits.
     *
     * @param contextTokens the limit for the prompt and the response combined; empty if not reported
     * @param outputTokens the output limit; empty if not reported
     */
    default void recordLimits(Endpoint endpoint, String model, OptionalInt contextTokens, OptionalInt outputTokens) {}

    /** Registers a listener that is called whenever the available models might have changed. */
    void onModelsChanged(Runnable listener);

    /** Returns the signer that adds the address, headers, and API key to chat requests. */
    ChatSigner signer();

    /** Returns the object that manages the status of each provider. */
    ProviderHealth health();
}
