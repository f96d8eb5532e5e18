package dev.openllm.server.chat;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ListProvidersResult;
import dev.openllm.protocol.model.StatusParams;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.provider.ProviderHealth;
import dev.openllm.server.provider.Providers;
import dev.openllm.server.provider.ResolvedModel;
import dev.openllm.server.provider.endpoint.ChatSigner;
import dev.openllm.server.provider.endpoint.Endpoint;
import dev.openllm.server.secret.SecretQuery;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A fixed set of models, without configuration, API keys, or discovery. */
public final class FewProviders implements Providers, ChatSigner, ProviderHealth {

    private final Map<String, ResolvedModel> models = new ConcurrentHashMap<>();
    private final Set<String> providersWithKeys = ConcurrentHashMap.newKeySet();
    private final List<StatusParams> reports = new CopyOnWriteArrayList<>();
    private final List<String> learnedLimits = new CopyOnWriteArrayList<>();

    public FewProviders(ResolvedModel... models) {
        List.of(models).forEach(model -> this.models.put(model.info().id(), model));
    }

    /** Returns the reported provider statuses in chronological order. */
    public List<StatusParams> reports() {
        return reports;
    }

    @Override
    public ResolvedModel resolve(String model) {
        ResolvedModel resolved = models.get(model);
        if (resolved == null) {
            throw new OpenLlmException(ErrorKind.MODEL_NOT_FOUND, "There is no model " + model + ".", "Look again.");
        }
        return resolved;
    }

    /** Marks the provider as one to which an API key is sent. */
    FewProviders withKeyFor(String provider) {
        providersWithKeys.add(provider);
        return this;
    }

    @Override
    public boolean usesKey(Endpoint endpoint) {
        return providersWithKeys.contains(endpoint.name());
    }

    @Override
    public ErrorInfo explain(Endpoint endpoint, ErrorInfo refusal) {
        return refusal;
    }

    @Override
    public HttpCall prepareChat(Endpoint endpoint, WireRequest request, TimeLimits limits) {
        StringBuilder query = new StringBuilder();
        request.query()
                .forEach((name, value) -> query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(value));
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.put("Content-Type", "application/json");
        return new HttpCall(
                request.method(),
                URI.create(endpoint.apiBase() + request.path() + query),
                headers,
                request.body().map(body -> body.toString().getBytes(StandardCharsets.UTF_8)),
                limits);
    }

    /** Returns the token limits that were learned from refusals, in chronological order. */
    List<String> learnedLimits() {
        return List.copyOf(learnedLimits);
    }

    @Override
    public void recordLimits(Endpoint endpoint, String model, OptionalInt contextTokens, OptionalInt outputTokens) {
        learnedLimits.add(model + ": context " + contextTokens.orElse(0) + ", output " + outputTokens.orElse(0));
    }

    @Override
    public void report(StatusParams status) {
        reports.add(status);
    }

    @Override
    public ListModelsResult models(ListModelsParams params) {
        throw new UnsupportedOperationException("No test of this room lists models.");
    }

    @Override
    public ListProvidersResult providers(ListProvidersParams params) {
        throw new UnsupportedOperationException("No test of this room lists providers.");
    }

    @Override
    public SecretQuery secretQuery(String provider) {
        throw new UnsupportedOperationException("No test of this room asks for keys.");
    }

    @Override
    public ChatSigner signer() {
        return this;
    }

    @Override
    public ProviderHealth health() {
        return this;
    }

    @Override
    public void onModelsChanged(Runnable listener) {}

    @Override
    public void onStatusChanged(Consumer<StatusParams> listener) {}
}
