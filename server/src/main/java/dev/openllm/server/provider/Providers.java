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

/** The directory of the providers in use and their models. Safe for use by many threads. */
public interface Providers {

    /** The models known now; asks the providers first when there is nothing known yet or a refresh is wanted. */
    ListModelsResult models(ListModelsParams params);

    ListProvidersResult providers(ListProvidersParams params);

    /**
     * Finds a model by {@code provider/model}, by a bare model id when only one provider has it, or the default
     * model for an empty name. A model of a configured provider need not be in any list.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code model_not_found} with the nearest names
     */
    ResolvedModel resolve(String model);

    /**
     * The names that the user gave to models in addition to their own, each with the model it means as {@code
     * provider/model}. Those with {@code *} are not among them: nobody can ask for them as they are.
     */
    default Map<String, String> aliases() {
        return Map.of();
    }

    /** As {@link #resolve}, also by the bare id of a listed model that is not offered for chats. */
    default ResolvedModel resolveEmbedding(String model) {
        return resolve(model);
    }

    /** How the key of a provider is found. @throws dev.openllm.protocol.error.OpenLlmException for unknown names */
    SecretQuery secretQuery(String provider);

    /**
     * Tells which limits a provider named when it refused a chat: the model is shown with them from then on.
     *
     * @param contextTokens prompt and response together; empty when it did not say
     * @param outputTokens the longest response; empty when it did not say
     */
    default void learned(Endpoint endpoint, String model, OptionalInt contextTokens, OptionalInt outputTokens) {}

    /** Calls the listener whenever the list of models may have changed. */
    void onModelsChanged(Runnable listener);

    /** Signs the requests of chats. */
    ChatSigner requests();

    /** The state of each provider. */
    ProviderHealth health();
}
