package dev.openllm.server.provider;

import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.StructuredOutput;
import dev.openllm.server.provider.endpoint.Addresses;
import dev.openllm.server.provider.endpoint.Endpoint;
import dev.openllm.server.provider.endpoint.Endpoints;
import dev.openllm.server.provider.endpoint.FactSheet;
import dev.openllm.server.provider.listing.ModelListCache;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Resolves remote models to the data needed for a chat request. The resolved model is cached until the configuration,
 * the provider's model list, or the catalog changes.
 */
final class ResolvedModels {

    /**
     * The maximum number of cached models. A user has only a few models; the limit prevents invented names from
     * exhausting memory.
     */
    private static final int MOST = 200;

    private final AvailableModels models;
    private final Endpoints endpoints;
    private final Function<Endpoint, ModelListCache.Known> known;
    private final Supplier<Object> edition;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    /**
     * A cached model, together with the inputs from which it was resolved. The inputs are compared by identity because
     * every change replaces an input object.
     */
    private record Kept(
            ActiveProviders.Entry.Usable entry,
            ModelListCache.Known facts,
            Object edition,
            ResolvedModel.Remote model) {

        boolean follows(ActiveProviders.Entry.Usable fromEntry, ModelListCache.Known fromFacts, Object fromEdition) {
            return entry == fromEntry && facts == fromFacts && edition == fromEdition;
        }
    }

    /**
     * Creates an empty cache of resolved models.
     *
     * @param known the function that returns the cached model list of an endpoint
     * @param edition the function that returns the catalog version
     */
    ResolvedModels(
            AvailableModels models,
            Endpoints endpoints,
            Function<Endpoint, ModelListCache.Known> known,
            Supplier<Object> edition) {
        this.models = models;
        this.endpoints = endpoints;
        this.known = known;
        this.edition = edition;
    }

    ResolvedModel.Remote of(ActiveProviders.Entry.Usable entry, String model) {
        String id = entry.name() + "/" + model;
        ModelListCache.Known facts = known.apply(entry.endpoint());
        Object current = edition.get();
        Kept last = kept.get(id);
        if (last != null && last.follows(entry, facts, current)) {
            return last.model();
        }
        ResolvedModel.Remote resolved = resolve(entry, model, facts);
        if (kept.size() >= MOST) {
            kept.clear();
        }
        kept.put(id, new Kept(entry, facts, current, resolved));
        return resolved;
    }

    /** Discards all cached models. */
    void forget() {
        kept.clear();
    }

    /**
     * Returns true if it is not known whether the server enforces JSON Schemas. Model servers that support grammars
     * apply schemas to Chat Completions requests, but llama.cpp ignores the schemas in Responses and Messages requests.
     */
    private static boolean isUntested(
            ActiveProviders.Entry.Usable entry, Endpoint endpoint, Dialect dialect, ModelInfo info) {
        boolean configured = AvailableModels.config(entry.config(), info.model())
                .structuredOutput()
                .isPresent();
        boolean otherApi = List.of("openai-responses", "anthropic-messages").contains(dialect.name())
                && Addresses.isNearby(endpoint.apiBase().getHost());
        return !configured && (otherApi || FactSheet.isAssumed(info.sources().get("capabilities.structuredOutput")));
    }

    private ResolvedModel.Remote resolve(ActiveProviders.Entry.Usable entry, String model, ModelListCache.Known facts) {
        ModelConfig config = AvailableModels.config(entry.config(), model);
        if (config.fault().isPresent()) {
            throw new OpenLlmException(config.fault().get().ofModel(entry.name() + "/" + model));
        }
        Endpoint endpoint = entry.endpoint();
        ModelInfo info = models.describe(entry, model, facts);
        Dialect dialect = endpoints.dialectOf(entry.config(), endpoint, info);
        Quirks quirks = models.quirks(entry, model, facts);
        if (isUntested(entry, endpoint, dialect, info)) {
            quirks = new Quirks(Map.of(StructuredOutput.UNTESTED, "true")).overlaidBy(quirks);
        }
        return new ResolvedModel.Remote(endpoint, dialect, info, quirks, config);
    }
}
