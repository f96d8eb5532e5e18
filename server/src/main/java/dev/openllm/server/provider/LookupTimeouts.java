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

/** Timeouts for each kind of lookup; later results are announced by a change event. */
final class LookupTimeouts {

    /** For a list that nobody has seen yet, so that one slow provider does not hide the others. */
    private static final Duration FIRST_LIST = Duration.ofSeconds(3);

    /** For the one list of a process that ends with its answer, where what comes later does not come at all. */
    private static final Duration ONLY_LIST = Duration.ofSeconds(10);

    /** For a look for local servers that began when the process did; closed ports say so at once. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(250);

    /** For the one look of a process that ends with its answer: as long as a server may take to say what it is. */
    static final Duration ONLY_LOOK = Duration.ofSeconds(5);

    /** For who asked for a refresh. */
    static final Duration REFRESH = Duration.ofSeconds(20);

    private final ModelListCache lists;
    private final AvailableModels offered;
    private volatile boolean stays;

    LookupTimeouts(ModelListCache lists, AvailableModels offered) {
        this.lists = lists;
        this.offered = offered;
    }

    /** From now on there is somebody to tell of what comes later. */
    void stay() {
        stays = true;
    }

    /** Whether this is not a process that ends with its answer. */
    boolean stays() {
        return stays;
    }

    Duration ofLook(boolean refresh) {
        return refresh ? REFRESH : stays ? FIRST_LOOK : ONLY_LOOK;
    }

    Duration ofList(boolean refresh) {
        return refresh ? REFRESH : stays ? FIRST_LIST : ONLY_LIST;
    }

    /** Sees that the lists are fresh, and waits for those of which there is nothing to show yet, or for all. */
    void awaitLists(List<ActiveProviders.Entry.Usable> entries, boolean refresh) {
        List<CompletableFuture<ModelListCache.Known>> wanted = new ArrayList<>();
        for (ActiveProviders.Entry.Usable entry : entries) {
            ModelListCache.Known known = lists.known(entry.endpoint());
            CompletableFuture<ModelListCache.Known> list =
                    refresh ? lists.fetch(entry.endpoint()) : lists.freshen(entry.endpoint());
            if (refresh || !known.asked() && offered.of(entry, known).isEmpty()) {
                wanted.add(list);
            }
        }
        await(CompletableFuture.allOf(wanted.toArray(CompletableFuture[]::new)), ofList(refresh));
    }

    /** A local server tells the limits of what it has loaded, and tells them fast; others are not waited for. */
    void awaitFacts(ActiveProviders.Entry entry) {
        if (entry instanceof ActiveProviders.Entry.Usable usable) {
            CompletableFuture<ModelListCache.Known> list = lists.freshen(usable.endpoint());
            if (Addresses.isLoopback(usable.endpoint().apiBase())
                    && !lists.known(usable.endpoint()).asked()) {
                await(list, TimeLimits.PROBE.firstByte());
            }
        }
    }

    /** @throws OpenLlmException of kind {@code cancelled} when the thread is interrupted */
    static void await(CompletableFuture<?> future, Duration lookupTimeouts) {
        try {
            future.get(lookupTimeouts.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            // It continues in the background.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OpenLlmException(ErrorKind.CANCELLED, UserText.of("The request was canceled."));
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }
}
