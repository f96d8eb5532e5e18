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
 * Looks for model servers on the default ports of this machine: one short request to each, all at once. What was
 * found last is served while somebody looks again; of several who look at once one goes.
 */
final class LocalServers {

    private static final Duration FRESH = Duration.ofSeconds(30);

    /** For whoever watches, as a page that is open does: it asks every few seconds. */
    private static final Duration WATCHED = Duration.ofSeconds(2);

    /** A port of this machine refuses at once; one of another that is not there is not waited for. */
    private static final Duration CONNECT = Duration.ofMillis(300);

    /** What listens may just be starting, and so may this process. */
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

    /** A server that may run, or was found running. */
    record Found(BuiltInProvider service, URI apiBase) {}

    /** The servers that are looked for. */
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

    /** Called when servers came or went, on the thread that looked. */
    void onChange(Runnable listener) {
        onChange = listener;
    }

    /** The servers found by the last look. Never blocks. */
    List<Found> found() {
        return found;
    }

    /** Looks unless somebody looked within the last 30 s. */
    CompletableFuture<List<Found>> freshen() {
        return freshen(FRESH);
    }

    /** Looks unless somebody looked within the last 2 s. */
    CompletableFuture<List<Found>> watch() {
        return freshen(WATCHED);
    }

    private CompletableFuture<List<Found>> freshen(Duration age) {
        boolean fresh = looked && nanoClock.getAsLong() - lookedAt < age.toNanos();
        return fresh ? CompletableFuture.completedFuture(found) : look();
    }

    /** Looks, joining a look that is under way. Ends within the time limits of a probe. */
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
            // Anything may listen on such a port; only a model list makes it a model server.
            return body.path("data").isArray() || body.path("models").isArray();
        } catch (RuntimeException nobodyThere) {
            return false;
        }
    }
}
