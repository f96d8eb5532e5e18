package dev.openllm.server.provider.listing;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.catalog.Catalog;
import dev.openllm.server.catalog.EmbeddingModels;
import dev.openllm.server.dialect.ListedModel;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.provider.endpoint.Addresses;
import dev.openllm.server.provider.endpoint.AzureAddress;
import dev.openllm.server.provider.endpoint.BuiltInProvider;
import dev.openllm.server.provider.endpoint.BuiltInProviders;
import dev.openllm.server.provider.endpoint.Endpoint;
import dev.openllm.server.provider.endpoint.RequestSigner;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Selects the source of a provider's models: the provider's model list, the catalog, or the deployment in the
 * provider's address.
 */
public final class ModelListSources {

    private final BuiltInProviders services;
    private final RequestSigner requests;
    private final Catalog catalog;
    private final ModelListClient modelList;
    private final OllamaServerModelList ollama;
    private final LmStudioModelList lmStudio;
    private final OwnServerModelList ownServer;
    private final LiteLlmModelList liteLlm;

    public ModelListSources(
            BuiltInProviders services, RequestSigner requests, ModelListClient modelList, Catalog catalog) {
        this.services = services;
        this.requests = requests;
        this.catalog = catalog;
        this.modelList = modelList;
        this.ollama = new OllamaServerModelList(modelList);
        this.lmStudio = new LmStudioModelList(modelList);
        this.ownServer = new OwnServerModelList(modelList);
        this.liteLlm = new LiteLlmModelList(modelList);
    }

    /**
     * Returns the models of an endpoint. Blocks until all necessary requests have ended.
     *
     * @throws OpenLlmException if the endpoint cannot be reached
     */
    public ModelList ask(Endpoint endpoint) {
        Optional<BuiltInProvider> service = endpoint.known().flatMap(services::named);
        return switch (service.map(BuiltInProvider::models).orElse(BuiltInProvider.Models.LIST)) {
            case OWN -> withoutAsking(endpoint, deployment(endpoint), UserText.of("the address"));
            case CATALOG -> withoutAsking(endpoint, cataloged(service.get()), UserText.of("catalog"));
            case LIST -> listed(endpoint, service);
        };
    }

    private ModelList listed(Endpoint endpoint, Optional<BuiltInProvider> service) {
        try {
            if (endpoint.dialect().name().equals("ollama-chat")) {
                return ollama.ask(endpoint);
            }
            if (service.filter(s -> s.id().equals("lmstudio")).isPresent()) {
                return lmStudio.ask(endpoint);
            }
            ModelList listed = Addresses.isNearby(endpoint.apiBase().getHost())
                    ? ownServer.ask(endpoint)
                    : modelList.ask(endpoint, TimeLimits.QUERY);
            return mayBeLiteLlm(service, listed) ? liteLlm.described(endpoint, listed) : listed;
        } catch (OpenLlmException failed) {
            List<ListedModel> known = service.map(this::cataloged).orElse(List.of());
            if (hasNoList(failed.info()) && !known.isEmpty()) {
                return new ModelList(known, UserText.of("catalog"));
            }
            throw failed;
        }
    }

    /**
     * Returns whether a provider might be a LiteLLM proxy. LiteLLM can run on any host, and its model list does not
     * include capabilities.
     */
    private static boolean mayBeLiteLlm(Optional<BuiltInProvider> service, ModelList listed) {
        return service.map(known -> known.id().equals("litellm")).orElse(true)
                && listed.models().stream()
                        .allMatch(model -> model.tools().or(model::vision).isEmpty());
    }

    /**
     * Returns whether an error indicates that a provider has no model list, rather than that the provider cannot be
     * reached.
     */
    public static boolean hasNoList(ErrorInfo error) {
        int status = error.status().orElse(0);
        return status == 404 || status == 405 || status == 501 || error.kind() == ErrorKind.BAD_RESPONSE;
    }

    private ModelList withoutAsking(Endpoint endpoint, List<ListedModel> models, UserText source) {
        // This call throws an exception if an API key is missing.
        requests.prepare(endpoint, WireRequest.get("/models"), TimeLimits.QUERY);
        return new ModelList(models, source);
    }

    private static List<ListedModel> deployment(Endpoint endpoint) {
        String deployment = endpoint.quirks().value(AzureAddress.DEPLOYMENT, "");
        return deployment.isEmpty() ? List.of() : List.of(ListedModel.of(deployment));
    }

    private List<ListedModel> cataloged(BuiltInProvider service) {
        Stream<ListedModel> chats = catalog.of(service.id()).stream()
                .filter(model -> model.chat() && !model.deprecated())
                .map(model -> ListedModel.of(model.model()));
        Stream<ListedModel> embeddings = EmbeddingModels.of(service.id()).stream()
                .map(model -> ListedModel.of(model).withEmbeddings(Optional.of(true), OptionalInt.empty()));
        return Stream.concat(chats, embeddings).toList();
    }
}
