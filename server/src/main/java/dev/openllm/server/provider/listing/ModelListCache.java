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
 * The model lists of the endpoints, cached for five minutes. An expired list is used while a new list is being fetched,
 * and when its provider cannot be reached. Concurrent callers share one request.
 */
public final class ModelListCache {

    private static final Duration FRESH = Duration.ofMinutes(5);

    /** A failed attempt is repeated sooner, but not for every caller. */
    private static final Duration FAILED = Duration.ofSeconds(15);

    /** A server on this machine may just be starting or loading its first model, and a request to it costs nothing. */
    private static final Duration STARTING = Duration.ofSeconds(2);

    private final Function<Endpoint, ModelList> ask;
    private final LongSupplier nanoClock;
    private final Map<Endpoint, Entry> entries = new ConcurrentHashMap<>();
    private volatile BiConsumer<Endpoint, Boolean> onFetched = (endpoint, changed) -> {};

    /** @param ask fetches a list, or throws an {@code OpenLlmException} */
    public ModelListCache(Function<Endpoint, ModelList> ask, LongSupplier nanoClock) {
        this.ask = ask;
        this.nanoClock = nanoClock;
    }

    /**
     * The cached model list of an endpoint.
     *
     * @param listing the last successfully fetched list
     * @param failure why the last attempt failed, if it did
     * @param asked whether at least one attempt has ended
     */
    public record Known(Optional<ModelList> modelList, Optional<ErrorInfo> failure, boolean asked) {
        public static final Known NOTHING = new Known(Optional.empty(), Optional.empty(), false);
    }

    /** Reports, on the thread of the request, whose list was fetched or failed, and whether the data changed. */
    public void onFetched(BiConsumer<Endpoint, Boolean> listener) {
        onFetched = listener;
    }

    /** Returns the current data. Never blocks. */
    public Known known(Endpoint endpoint) {
        Entry entry = entries.get(endpoint);
        return entry == null ? Known.NOTHING : entry.known;
    }

    /** Fetches the list unless the cached list is fresh. */
    public CompletableFuture<Known> freshen(Endpoint endpoint) {
        Entry entry = entries.computeIfAbsent(endpoint, e -> new Entry());
        return entry.isFresh(endpoint, nanoClock.getAsLong())
                ? CompletableFuture.completedFuture(entry.known)
                : entry.fetch(endpoint);
    }

    /** Fetches the list, or joins a fetch that is running. */
    public CompletableFuture<Known> fetch(Endpoint endpoint) {
        return entries.computeIfAbsent(endpoint, e -> new Entry()).fetch(endpoint);
    }

    /** Removes all endpoints except these. */
    public void retain(Collection<Endpoint> endpoints) {
        entries.keySet().retainAll(endpoints);
    }

    private final class Entry {

        private volatile Known known = Known.NOTHING;
        private volatile long endedAt;
        private CompletableFuture<Known> running;

        boolean isFresh(Endpoint endpoint, long now) {
            return known.asked() && now - endedAt < kept(endpoint).toNanos();
        }

        private Duration kept(Endpoint endpoint) {
            boolean empty = known.failure().isPresent()
                    || known.modelList().map(list -> list.models().isEmpty()).orElse(true);
            if (empty && Addresses.isLoopback(endpoint.apiBase())) {
                return STARTING;
            }
            return known.failure().isPresent() ? FAILED : FRESH;
        }

        public synchronized CompletableFuture<Known> fetch(Endpoint endpoint) {
            if (running == null) {
                CompletableFuture<Known> mine = new CompletableFuture<>();
                running = mine;
                Thread.ofVirtual().name("models-" + endpoint.name()).start(() -> run(endpoint, mine));
            }
            return running;
        }

        private void run(Endpoint endpoint, CompletableFuture<Known> mine) {
            Known before = known;
            Known after = attempt(endpoint, before);
            known = after;
            endedAt = nanoClock.getAsLong();
            synchronized (this) {
                running = null;
            }
            onFetched.accept(endpoint, !after.equals(before));
            mine.complete(after);
        }

        private Known attempt(Endpoint endpoint, Known before) {
            try {
                return new Known(Optional.of(ask.apply(endpoint)), Optional.empty(), true);
            } catch (OpenLlmException failed) {
                // Some providers quote the key that they refuse.
                return new Known(before.modelList(), Optional.of(Redaction.of(failed.info())), true);
            } catch (RuntimeException fault) {
                ErrorInfo error = ErrorInfo.of(
                                ErrorKind.INTERNAL,
                                UserText.of("The model list of {0} could not be read.", endpoint.name()))
                        .withProvider(endpoint.name());
                return new Known(before.modelList(), Optional.of(error), true);
            }
        }
    }
}
