package dev.openllm.server.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.provider.endpoint.BuiltInProvider;
import dev.openllm.server.provider.endpoint.BuiltInProviders;
import dev.openllm.server.provider.endpoint.Endpoint;
import dev.openllm.server.provider.endpoint.Endpoints;
import dev.openllm.server.provider.endpoint.OllamaHost;
import dev.openllm.server.provider.listing.ModelListClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Discovers model servers by sending one short request to the default port of each kind of server, in parallel. The
 * previous result is used while a discovery is running, and concurrent callers share one discovery.
 */
final class LocalServers {

    private static final Duration MAX_AGE = Duration.ofSeconds(30);

    /** The time for which a result is reused for callers that poll every few seconds, such as an open page. */
    private static final Duration MAX_POLL_AGE = Duration.ofSeconds(2);

    /**
     * The timeout for a connection. A closed port on this machine refuses connections immediately. A port on another
     * machine that is turned off must not delay the discovery.
     */
    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(300);

    /**
     * The time limits for a discovery request. They are sufficient even if the server or this process has just started.
     */
    private static final TimeLimits PROBE_LIMITS =
            new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(1));

    private final List<Found> candidates;
    private final Endpoints endpoints;
    private final ModelListClient modelListClient;
    private final LongSupplier nanoClock;

    private volatile List<Found> servers = List.of();
    private volatile boolean hasResult;
    private volatile long lastDiscoveryAt;
    private volatile Runnable onChange = () -> {};
    private CompletableFuture<List<Found>> inProgress;

    LocalServers(List<Found> candidates, Endpoints endpoints, ModelListClient modelListClient, LongSupplier nanoClock) {
        this.candidates = List.copyOf(candidates);
        this.endpoints = endpoints;
        this.modelListClient = modelListClient;
        this.nanoClock = nanoClock;
    }

    /** A local server that was discovered or that a discovery looks for. */
    record Found(BuiltInProvider provider, URI apiBase) {}

    /**
     * Returns the local servers to look for, with their addresses. If {@code OLLAMA_HOST} is set, it determines the
     * address of Ollama.
     */
    static List<Found> candidates(BuiltInProviders builtInProviders, Optional<String> ollamaHost) {
        return builtInProviders.list().stream()
                .filter(BuiltInProvider::discoverable)
                .map(provider -> new Found(
                        provider,
                        provider.id().equals("ollama") && ollamaHost.isPresent()
                                ? OllamaHost.parse(ollamaHost.get())
                                : URI.create(provider.apiBase().orElseThrow())))
                .toList();
    }

    /** Sets a callback that is called on the discovery thread after servers have appeared or disappeared. */
    void onChange(Runnable listener) {
        onChange = listener;
    }

    /** Returns the servers that the last discovery detected. Never blocks. */
    List<Found> servers() {
        return servers;
    }

    /** Runs a discovery unless the last one ended less than 30 seconds ago. */
    CompletableFuture<List<Found>> refreshIfStale() {
        return refreshIfStale(MAX_AGE);
    }

    /** Runs a discovery unless the last one ended less than 2 seconds ago. */
    CompletableFuture<List<Found>> poll() {
        return refreshIfStale(MAX_POLL_AGE);
    }

    private CompletableFuture<List<Found>> refreshIfStale(Duration maxAge) {
        boolean isFresh = hasResult && nanoClock.getAsLong() - lastDiscoveryAt < maxAge.toNanos();
        return isFresh ? CompletableFuture.completedFuture(servers) : discover();
    }

    /**
     * Starts a discovery, or joins the one that is in progress. The returned future is completed within the time limits
     * of a discovery request.
     */
    synchronized CompletableFuture<List<Found>> discover() {
        if (inProgress == null) {
            CompletableFuture<List<Found>> future = new CompletableFuture<>();
            inProgress = future;
            Thread.ofVirtual().name("discovery").start(() -> run(future));
        }
        return inProgress;
    }

    private void run(CompletableFuture<List<Found>> future) {
        List<Found> previous = servers;
        List<CompletableFuture<Optional<Found>>> probes =
                candidates.stream().map(this::probe).toList();
        servers = probes.stream()
                .map(CompletableFuture::join)
                .flatMap(Optional::stream)
                .toList();
        lastDiscoveryAt = nanoClock.getAsLong();
        hasResult = true;
        synchronized (this) {
            inProgress = null;
        }
        if (!servers.equals(previous)) {
            onChange.run();
        }
        future.complete(servers);
    }

    private CompletableFuture<Optional<Found>> probe(Found candidate) {
        CompletableFuture<Optional<Found>> result = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("probe-" + candidate.provider().id())
                .start(() -> result.complete(Optional.of(candidate).filter(this::isModelServer)));
        return result;
    }

    private boolean isModelServer(Found candidate) {
        try {
            if (!modelListClient.isListening(candidate.apiBase(), CONNECT_TIMEOUT)) {
                return false;
            }
            Endpoint endpoint = endpoints.discovered(candidate.provider(), candidate.apiBase());
            JsonNode body = modelListClient.requestJson(
                    endpoint, endpoint.dialect().listModels(Optional.empty()), PROBE_LIMITS);
            // Any program can listen on the default port of a model server. Only a program that returns a model list is
            // considered a model server.
            return body.path("data").isArray() || body.path("models").isArray();
        } catch (RuntimeException nobodyThere) {
            return false;
        }
    }
}
