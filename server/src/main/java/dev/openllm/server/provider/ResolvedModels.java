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
    private static final int MAX_MODELS = 200;

    private final AvailableModels availableModels;
    private final Endpoints endpoints;
    private final Function<Endpoint, ModelListCache.Known> cachedList;
    private final Supplier<Object> catalogVersion;
    private final Map<String, CachedModel> cache = new ConcurrentHashMap<>();

    /**
     * A cached model, together with the inputs from which it was resolved. The inputs are compared by identity because
     * every change replaces an input object.
     */
    private record CachedModel(
            ActiveProviders.Entry.Usable entry,
            ModelListCache.Known facts,
            Object catalogVersion,
            ResolvedModel.Remote model) {

        boolean isBasedOn(ActiveProviders.Entry.Usable fromEntry, ModelListCache.Known fromFacts, Object fromVersion) {
            return entry == fromEntry && facts == fromFacts && catalogVersion == fromVersion;
        }
    }

    /**
     * Creates an empty cache of resolved models.
     *
     * @param cachedList the function that returns the cached model list of an endpoint
     * @param catalogVersion the function that returns the catalog version
     */
    ResolvedModels(
            AvailableModels availableModels,
            Endpoints endpoints,
            Function<Endpoint, ModelListCache.Known> cachedList,
            Supplier<Object> catalogVersion) {
        this.availableModels = availableModels;
        this.endpoints = endpoints;
        this.cachedList = cachedList;
        this.catalogVersion = catalogVersion;
    }

    ResolvedModel.Remote of(ActiveProviders.Entry.Usable entry, String model) {
        String id = entry.name() + "/" + model;
        ModelListCache.Known facts = cachedList.apply(entry.endpoint());
        Object version = catalogVersion.get();
        CachedModel last = cache.get(id);
        if (last != null && last.isBasedOn(entry, facts, version)) {
            return last.model();
        }
        ResolvedModel.Remote resolved = resolve(entry, model, facts);
        if (cache.size() >= MAX_MODELS) {
            cache.clear();
        }
        cache.put(id, new CachedModel(entry, facts, version, resolved));
        return resolved;
    }

    /** Discards all cached models. */
    void clear() {
        cache.clear();
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
        boolean ignoresSchemas =
                List.of("openai-responses", "anthropic-messages").contains(dialect.name())
                        && Addresses.isNearby(endpoint.apiBase().getHost());
        return !configured
                && (ignoresSchemas || FactSheet.isAssumed(info.sources().get("capabilities.structuredOutput")));
    }

    private ResolvedModel.Remote resolve(ActiveProviders.Entry.Usable entry, String model, ModelListCache.Known facts) {
        ModelConfig config = AvailableModels.config(entry.config(), model);
        if (config.fault().isPresent()) {
            throw new OpenLlmException(config.fault().get().ofModel(entry.name() + "/" + model));
        }
        Endpoint endpoint = entry.endpoint();
        ModelInfo info = availableModels.describe(entry, model, facts);
        Dialect dialect = endpoints.dialectOf(entry.config(), endpoint, info);
        Quirks quirks = availableModels.quirks(entry, model, facts);
        if (isUntested(entry, endpoint, dialect, info)) {
            quirks = new Quirks(Map.of(StructuredOutput.UNTESTED, "true")).overlaidBy(quirks);
        }
        return new ResolvedModel.Remote(endpoint, dialect, info, quirks, config);
    }
}
