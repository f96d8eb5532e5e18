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

    private final BuiltInProviders builtInProviders;
    private final RequestSigner signer;
    private final Catalog catalog;
    private final ModelListClient client;
    private final OllamaServerModelList ollama;
    private final LmStudioModelList lmStudio;
    private final OwnServerModelList ownServer;
    private final LiteLlmModelList liteLlm;

    public ModelListSources(
            BuiltInProviders builtInProviders, RequestSigner signer, ModelListClient client, Catalog catalog) {
        this.builtInProviders = builtInProviders;
        this.signer = signer;
        this.catalog = catalog;
        this.client = client;
        this.ollama = new OllamaServerModelList(client);
        this.lmStudio = new LmStudioModelList(client);
        this.ownServer = new OwnServerModelList(client);
        this.liteLlm = new LiteLlmModelList(client);
    }

    /**
     * Returns the models of an endpoint. Blocks until all necessary requests have ended.
     *
     * @throws OpenLlmException if the endpoint cannot be reached
     */
    public ModelList fetch(Endpoint endpoint) {
        Optional<BuiltInProvider> builtIn = endpoint.builtInId().flatMap(builtInProviders::find);
        return switch (builtIn.map(BuiltInProvider::models).orElse(BuiltInProvider.Models.LIST)) {
            case OWN -> withoutRequest(endpoint, deploymentModels(endpoint), UserText.of("the address"));
            case CATALOG -> withoutRequest(endpoint, catalogModels(builtIn.get()), UserText.of("catalog"));
            case LIST -> fetchList(endpoint, builtIn);
        };
    }

    private ModelList fetchList(Endpoint endpoint, Optional<BuiltInProvider> builtIn) {
        try {
            if (endpoint.dialect().name().equals("ollama-chat")) {
                return ollama.fetch(endpoint);
            }
            if (builtIn.filter(s -> s.id().equals("lmstudio")).isPresent()) {
                return lmStudio.fetch(endpoint);
            }
            ModelList listed = Addresses.isNearby(endpoint.apiBase().getHost())
                    ? ownServer.fetch(endpoint)
                    : client.fetch(endpoint, TimeLimits.QUERY);
            return mayBeLiteLlm(builtIn, listed) ? liteLlm.withDetails(endpoint, listed) : listed;
        } catch (OpenLlmException failed) {
            List<ListedModel> fromCatalog = builtIn.map(this::catalogModels).orElse(List.of());
            if (indicatesNoList(failed.info()) && !fromCatalog.isEmpty()) {
                return new ModelList(fromCatalog, UserText.of("catalog"));
            }
            throw failed;
        }
    }

    /**
     * Returns whether a provider might be a LiteLLM proxy. LiteLLM can run on any host, and its model list does not
     * include capabilities.
     */
    private static boolean mayBeLiteLlm(Optional<BuiltInProvider> builtIn, ModelList listed) {
        return builtIn.map(provider -> provider.id().equals("litellm")).orElse(true)
                && listed.models().stream()
                        .allMatch(model -> model.tools().or(model::vision).isEmpty());
    }

    /**
     * Returns whether an error indicates that a provider has no model list, rather than that the provider cannot be
     * reached.
     */
    public static boolean indicatesNoList(ErrorInfo error) {
        int status = error.status().orElse(0);
        return status == 404 || status == 405 || status == 501 || error.kind() == ErrorKind.BAD_RESPONSE;
    }

    private ModelList withoutRequest(Endpoint endpoint, List<ListedModel> models, UserText source) {
        // This call throws an exception if an API key is missing.
        signer.prepare(endpoint, WireRequest.get("/models"), TimeLimits.QUERY);
        return new ModelList(models, source);
    }

    private static List<ListedModel> deploymentModels(Endpoint endpoint) {
        String deployment = endpoint.quirks().value(AzureAddress.DEPLOYMENT, "");
        return deployment.isEmpty() ? List.of() : List.of(ListedModel.of(deployment));
    }

    private List<ListedModel> catalogModels(BuiltInProvider builtIn) {
        Stream<ListedModel> chats = catalog.ofProvider(builtIn.id()).stream()
                .filter(model -> model.chat() && !model.deprecated())
                .map(model -> ListedModel.of(model.model()));
        Stream<ListedModel> embeddings = EmbeddingModels.of(builtIn.id()).stream()
                .map(model -> ListedModel.of(model).withEmbeddings(Optional.of(true), OptionalInt.empty()));
        return Stream.concat(chats, embeddings).toList();
    }
}
