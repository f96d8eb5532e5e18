package dev.openllm.server.provider;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.provider.endpoint.Addresses;
import dev.openllm.server.provider.listing.ModelListCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The timeouts for server discovery and for model list requests. Results that arrive after the timeout are announced by
 * a change event.
 */
final class LookupTimeouts {

    /**
     * The timeout for a model list that has not been requested before. It prevents one slow provider from delaying the
     * models of other providers.
     */
    private static final Duration LONG_RUNNING_LIST_TIMEOUT = Duration.ofSeconds(3);

    /**
     * The timeout for model lists in a process that lists models once and then ends. Results that arrive later would be
     * lost.
     */
    private static final Duration ONE_SHOT_LIST_TIMEOUT = Duration.ofSeconds(10);

    /**
     * The timeout for a discovery in a process that continues to run. It can be short because closed ports refuse
     * connections immediately and later results are announced.
     */
    private static final Duration LONG_RUNNING_DISCOVERY_TIMEOUT = Duration.ofMillis(250);

    /**
     * The timeout for the discovery in a process that runs one discovery and then ends. A local server might need this
     * time to respond.
     */
    static final Duration ONE_SHOT_DISCOVERY_TIMEOUT = Duration.ofSeconds(5);

    /** The timeout for a caller that requested a refresh. */
    static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(20);

    private final ModelListCache modelLists;
    private final AvailableModels availableModels;
    private volatile boolean isLongRunning;

    LookupTimeouts(ModelListCache modelLists, AvailableModels availableModels) {
        this.modelLists = modelLists;
        this.availableModels = availableModels;
    }

    /** Specifies that this process continues to run after its first response. Clients are notified of later results. */
    void markLongRunning() {
        isLongRunning = true;
    }

    /** Returns whether this process continues to run after its first response. */
    boolean isLongRunning() {
        return isLongRunning;
    }

    Duration discoveryTimeout(boolean refresh) {
        return refresh ? REFRESH_TIMEOUT : isLongRunning ? LONG_RUNNING_DISCOVERY_TIMEOUT : ONE_SHOT_DISCOVERY_TIMEOUT;
    }

    Duration listTimeout(boolean refresh) {
        return refresh ? REFRESH_TIMEOUT : isLongRunning ? LONG_RUNNING_LIST_TIMEOUT : ONE_SHOT_LIST_TIMEOUT;
    }

    /**
     * Starts to update the model lists. Waits for all lists if a refresh is requested; otherwise, waits only for the
     * lists that are still unknown.
     */
    void awaitLists(List<ActiveProviders.Entry.Usable> entries, boolean refresh) {
        List<CompletableFuture<ModelListCache.Known>> pending = new ArrayList<>();
        for (ActiveProviders.Entry.Usable entry : entries) {
            ModelListCache.Known known = modelLists.cached(entry.endpoint());
            CompletableFuture<ModelListCache.Known> list =
                    refresh ? modelLists.fetch(entry.endpoint()) : modelLists.refreshIfStale(entry.endpoint());
            if (refresh
                    || !known.attempted()
                            && availableModels.chatModels(entry, known).isEmpty()) {
                pending.add(list);
            }
        }
        await(CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new)), listTimeout(refresh));
    }

    /**
     * Waits for the model list of a local server, which quickly reports the limits of its loaded model. Does not wait
     * for other providers.
     */
    void awaitFacts(ActiveProviders.Entry entry) {
        if (entry instanceof ActiveProviders.Entry.Usable usable) {
            CompletableFuture<ModelListCache.Known> list = modelLists.refreshIfStale(usable.endpoint());
            if (Addresses.isLoopback(usable.endpoint().apiBase())
                    && !modelLists.cached(usable.endpoint()).attempted()) {
                await(list, TimeLimits.PROBE.firstByte());
            }
        }
    }

    /**
     * Waits until a lookup has ended or its timeout has expired.
     *
     * @throws OpenLlmException of kind {@code cancelled} if the thread is interrupted
     */
    static void await(CompletableFuture<?> future, Duration timeout) {
        try {
            future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            // The update continues in the background.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OpenLlmException(ErrorKind.CANCELLED, UserText.of("The request was canceled."));
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }
}
