package dev.openllm.server.provider;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ListProvidersResult;
import dev.openllm.protocol.model.StatusParams;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.provider.endpoint.Endpoint;
import dev.openllm.server.secret.SecretQuery;
import java.util.function.Consumer;

/** The providers in use and their models. Safe for use by many threads. */
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

    /** How the key of a provider is found. @throws dev.openllm.protocol.error.OpenLlmException for unknown names */
    SecretQuery secretQuery(String provider);

    /** Whether a chat shows a key of the person to the provider. May wait for the stores of keys. */
    boolean spendsKey(Endpoint endpoint);

    /**
     * Makes a chat's request of a dialect into one that can be sent: address, headers, and the key in its header. May
     * wait for the person to sign in.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code auth} when a key is needed and none is
     *     found, naming the ways to give one
     */
    HttpCall prepare(Endpoint endpoint, WireRequest request, TimeLimits limits);

    /** Why a provider refused a chat: what it said, unless the reason is that a key was kept back. */
    ErrorInfo explain(Endpoint endpoint, ErrorInfo refusal);

    /** Tells what a chat showed of a provider's state. */
    void report(StatusParams status);

    /** Calls the listener whenever the list of models may have changed. */
    void onModelsChanged(Runnable listener);

    /** Calls the listener whenever a provider's state changed. */
    void onStatusChanged(Consumer<StatusParams> listener);
}
