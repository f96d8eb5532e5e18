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

    private static final Duration FRESH = Duration.ofSeconds(30);

    /** The time for which a result is reused for callers that poll every few seconds, such as an open page. */
    private static final Duration WATCHED = Duration.ofSeconds(2);

    /**
     * The timeout for a connection. A closed port on this machine refuses connections immediately. A port on another
     * machine that is turned off must not delay the discovery.
     */
    private static final Duration CONNECT = Duration.ofMillis(300);

    /**
     * The time limits for a discovery request. They are sufficient even if the server or this process has just started.
     */
    private static final TimeLimits ANSWER =
            new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(1));

    private final List<Found> candidates;
    private final Endpoints endpoints;
    private final ModelListClient modelListClient;
    private final LongSupplier nanoClock;

    private volatile List<Found> found = List.of();
    private volatile boolean looked;
    private volatile long lookedAt;
    private volatile Runnable onChange = () -> {};
    private CompletableFuture<List<Found>> running;

    LocalServers(List<Found> candidates, Endpoints endpoints, ModelListClient modelListClient, LongSupplier nanoClock) {
        this.candidates = List.copyOf(candidates);
        this.endpoints = endpoints;
        this.modelListClient = modelListClient;
        this.nanoClock = nanoClock;
    }

    /** A local server that was discovered or that a discovery looks for. */
    record Found(BuiltInProvider service, URI apiBase) {}

    /**
     * Returns the local servers to look for, with their addresses. If {@code OLLAMA_HOST} is set, it determines the
     * address of Ollama.
     */
    static List<Found> candidates(BuiltInProviders services, Optional<String> ollamaHost) {
        return services.list().stream()
                .filter(BuiltInProvider::found)
                .map(service -> new Found(
                        service,
                        service.id().equals("ollama") && ollamaHost.isPresent()
                                ? OllamaHost.parse(ollamaHost.get())
                                : URI.create(service.apiBase().orElseThrow())))
                .toList();
    }

    /** Sets a callback that is called on the discovery thread after servers have appeared or disappeared. */
    void onChange(Runnable listener) {
        onChange = listener;
    }

    /** Returns the servers that the last discovery detected. Never blocks. */
    List<Found> found() {
        return found;
    }

    /** Runs a discovery unless the last one ended less than 30 seconds ago. */
    CompletableFuture<List<Found>> freshen() {
        return freshen(FRESH);
    }

    /** Runs a discovery unless the last one ended less than 2 seconds ago. */
    CompletableFuture<List<Found>> watch() {
        return freshen(WATCHED);
    }

    private CompletableFuture<List<Found>> freshen(Duration age) {
        boolean fresh = looked && nanoClock.getAsLong() - lookedAt < age.toNanos();
        return fresh ? CompletableFuture.completedFuture(found) : look();
    }

    /**
     * Starts a discovery, or joins the one that is in progress. The returned future is completed within the time limits
     * of a discovery request.
     */
    synchronized CompletableFuture<List<Found>> look() {
        if (running == null) {
            CompletableFuture<List<Found>> mine = new CompletableFuture<>();
            running = mine;
            Thread.ofVirtual().name("discovery").start(() -> run(mine));
        }
        return running;
    }

    private void run(CompletableFuture<List<Found>> mine) {
        List<Found> before = found;
        List<CompletableFuture<Optional<Found>>> probes =
                candidates.stream().map(this::probe).toList();
        found = probes.stream()
                .map(CompletableFuture::join)
                .flatMap(Optional::stream)
                .toList();
        lookedAt = nanoClock.getAsLong();
        looked = true;
        synchronized (this) {
            running = null;
        }
        if (!found.equals(before)) {
            onChange.run();
        }
        mine.complete(found);
    }

    private CompletableFuture<Optional<Found>> probe(Found candidate) {
        CompletableFuture<Optional<Found>> answer = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("probe-" + candidate.service().id())
                .start(() -> answer.complete(Optional.of(candidate).filter(this::answers)));
        return answer;
    }

    private boolean answers(Found candidate) {
        try {
            if (!modelListClient.listens(candidate.apiBase(), CONNECT)) {
                return false;
            }
            Endpoint endpoint = endpoints.found(candidate.service(), candidate.apiBase());
            JsonNode body = modelListClient.json(endpoint, endpoint.dialect().listModels(Optional.empty()), ANSWER);
            // Any program can listen on the default port of a model server. Only a program that returns a model list is
            // considered a model server.
            return body.path("data").isArray() || body.path("models").isArray();
        } catch (RuntimeException nobodyThere) {
            return false;
        }
    }
}
