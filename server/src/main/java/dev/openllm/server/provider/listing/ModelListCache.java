package dev.openllm.server.provider.listing;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.provider.endpoint.Addresses;
import dev.openllm.server.provider.endpoint.Endpoint;
import dev.openllm.server.secret.Redaction;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Caches the model lists of endpoints for five minutes. An expired list remains in use while a new list is being
 * requested or if the provider cannot be reached. Concurrent callers share one request.
 */
public final class ModelListCache {

    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    /**
     * The time after which a failed request can be repeated. It is shorter than the lifetime of a list, but prevents
     * each caller from repeating the request.
     */
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(15);

    /**
     * The time after which a failed request to a server on this machine can be repeated. The server might just be
     * starting or loading its first model, and a request to it costs nothing.
     */
    private static final Duration LOCAL_RETRY_INTERVAL = Duration.ofSeconds(2);

    private final Function<Endpoint, ModelList> fetcher;
    private final LongSupplier nanoClock;
    private final Map<Endpoint, Entry> entries = new ConcurrentHashMap<>();
    private volatile BiConsumer<Endpoint, Boolean> onFetched = (endpoint, changed) -> {};

    /**
     * Creates an empty cache of model lists.
     *
     * @param fetcher the function that requests a model list or throws an {@code OpenLlmException}
     */
    public ModelListCache(Function<Endpoint, ModelList> fetcher, LongSupplier nanoClock) {
        this.fetcher = fetcher;
        this.nanoClock = nanoClock;
    }

    /**
     * The cached model list of an endpoint.
     *
     * @param modelList the result of the last successful request
     * @param failure the reason that the last request failed, if it failed
     * @param attempted whether at least one request has ended
     */
    public record Known(Optional<ModelList> modelList, Optional<ErrorInfo> failure, boolean attempted) {
        public static final Known EMPTY = new Known(Optional.empty(), Optional.empty(), false);
    }

    /**
     * Sets a listener that is called on the thread of a model list request when the request has ended. The listener
     * receives the endpoint and whether the cached data changed.
     */
    public void onFetched(BiConsumer<Endpoint, Boolean> listener) {
        onFetched = listener;
    }

    /** Returns the cached model list of an endpoint. Never blocks. */
    public Known cached(Endpoint endpoint) {
        Entry entry = entries.get(endpoint);
        return entry == null ? Known.EMPTY : entry.known;
    }

    /** Requests the model list unless a cached list exists that has not expired. */
    public CompletableFuture<Known> refreshIfStale(Endpoint endpoint) {
        Entry entry = entries.computeIfAbsent(endpoint, e -> new Entry());
        return entry.isFresh(endpoint, nanoClock.getAsLong())
                ? CompletableFuture.completedFuture(entry.known)
                : entry.fetch(endpoint);
    }

    /** Requests the model list, or joins a request that is in progress. */
    public CompletableFuture<Known> fetch(Endpoint endpoint) {
        return entries.computeIfAbsent(endpoint, e -> new Entry()).fetch(endpoint);
    }

    /** Removes the cached lists of all endpoints except the specified ones. */
    public void retain(Collection<Endpoint> endpoints) {
        entries.keySet().retainAll(endpoints);
    }

    private final class Entry {

        private volatile Known known = Known.EMPTY;
        private volatile long lastFetchAt;
        private CompletableFuture<Known> inProgress;

        boolean isFresh(Endpoint endpoint, long now) {
            return known.attempted() && now - lastFetchAt < maxAge(endpoint).toNanos();
        }

        private Duration maxAge(Endpoint endpoint) {
            boolean empty = known.failure().isPresent()
                    || known.modelList().map(list -> list.models().isEmpty()).orElse(true);
            if (empty && Addresses.isLoopback(endpoint.apiBase())) {
                return LOCAL_RETRY_INTERVAL;
            }
            return known.failure().isPresent() ? RETRY_INTERVAL : MAX_AGE;
        }

        public synchronized CompletableFuture<Known> fetch(Endpoint endpoint) {
            if (inProgress == null) {
                CompletableFuture<Known> future = new CompletableFuture<>();
                inProgress = future;
                Thread.ofVirtual().name("models-" + endpoint.name()).start(() -> run(endpoint, future));
            }
            return inProgress;
        }

        private void run(Endpoint endpoint, CompletableFuture<Known> future) {
            Known previous = known;
            Known current = tryFetch(endpoint, previous);
            known = current;
            lastFetchAt = nanoClock.getAsLong();
            synchronized (this) {
                inProgress = null;
            }
            onFetched.accept(endpoint, !current.equals(previous));
            future.complete(current);
        }

        private Known tryFetch(Endpoint endpoint, Known previous) {
            try {
                return new Known(Optional.of(fetcher.apply(endpoint)), Optional.empty(), true);
            } catch (OpenLlmException failed) {
                // Some providers quote the rejected API key in the error.
                return new Known(previous.modelList(), Optional.of(Redaction.redact(failed.info())), true);
            } catch (RuntimeException fault) {
                ErrorInfo error = ErrorInfo.of(
                                ErrorKind.INTERNAL,
                                UserText.of("The model list of {0} could not be read.", endpoint.name()))
                        .withProvider(endpoint.name());
                return new Known(previous.modelList(), Optional.of(error), true);
            }
        }
    }
}
