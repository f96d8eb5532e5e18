package dev.openllm.server.provider;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.catalog.Catalog;
import dev.openllm.server.dialect.ListedModel;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.http.TimeLimits;
import java.util.List;
import java.util.Optional;

/** Knows for each kind of service how its models are learned. */
final class ServiceListings {

    private final KnownServices services;
    private final Requests requests;
    private final Catalog catalog;
    private final ModelListing listing;
    private final OllamaListing ollama;
    private final LmStudioListing lmStudio;
    private final OwnServerListing ownServer;

    ServiceListings(KnownServices services, Requests requests, ModelListing listing, Catalog catalog) {
        this.services = services;
        this.requests = requests;
        this.catalog = catalog;
        this.listing = listing;
        this.ollama = new OllamaListing(listing);
        this.lmStudio = new LmStudioListing(listing);
        this.ownServer = new OwnServerListing(listing);
    }

    /** Blocks. @throws OpenLlmException when the endpoint cannot be asked */
    Listing ask(Endpoint endpoint) {
        Optional<KnownService> service = endpoint.known().flatMap(services::named);
        return switch (service.map(KnownService::models).orElse(KnownService.Models.LIST)) {
            case OWN -> withoutAsking(endpoint, deployment(endpoint), "the address");
            case CATALOGUE -> withoutAsking(endpoint, catalogued(service.get()), "catalogue");
            case LIST -> listed(endpoint, service);
        };
    }

    private Listing listed(Endpoint endpoint, Optional<KnownService> service) {
        try {
            if (endpoint.dialect().name().equals("ollama-chat")) {
                return ollama.ask(endpoint);
            }
            if (service.filter(s -> s.id().equals("lmstudio")).isPresent()) {
                return lmStudio.ask(endpoint);
            }
            return Addresses.isNearby(endpoint.apiBase().getHost())
                    ? ownServer.ask(endpoint)
                    : listing.ask(endpoint, TimeLimits.QUERY);
        } catch (OpenLlmException failed) {
            List<ListedModel> known = service.map(this::catalogued).orElse(List.of());
            if (hasNoList(failed.info()) && !known.isEmpty()) {
                return new Listing(known, "catalogue");
            }
            throw failed;
        }
    }

    /** Whether an error says that a service has no model list, rather than that it cannot be asked. */
    static boolean hasNoList(ErrorInfo error) {
        int status = error.status().orElse(0);
        return status == 404 || status == 405 || status == 501 || error.kind() == ErrorKind.BAD_RESPONSE;
    }

    private Listing withoutAsking(Endpoint endpoint, List<ListedModel> models, String source) {
        requests.prepare(endpoint, WireRequest.get("/models"), TimeLimits.QUERY); // fails where a key is missing
        return new Listing(models, source);
    }

    private static List<ListedModel> deployment(Endpoint endpoint) {
        String deployment = endpoint.quirks().value(AzureAddress.DEPLOYMENT, "");
        return deployment.isEmpty() ? List.of() : List.of(ListedModel.of(deployment));
    }

    private List<ListedModel> catalogued(KnownService service) {
        return catalog.of(service.id()).stream()
                .filter(model -> model.chat() && !model.deprecated())
                .map(model -> ListedModel.of(model.model()))
                .toList();
    }
}
