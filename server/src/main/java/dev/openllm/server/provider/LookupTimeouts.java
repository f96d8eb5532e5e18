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

    /** For a list that is not known yet, so that one slow provider does not hide the others. */
    private static final Duration FIRST_LIST = Duration.ofSeconds(3);

    /** For a process that lists models once and ends: later results would be lost. */
    private static final Duration ONLY_LIST = Duration.ofSeconds(10);

    /** For a discovery that began with the process; closed ports refuse at once. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(250);

    /** For a process that runs one discovery and ends: as long as a server may take to identify itself. */
    static final Duration ONLY_LOOK = Duration.ofSeconds(5);

    /** For a caller that requested a refresh. */
    static final Duration REFRESH = Duration.ofSeconds(20);

    private final ModelListCache lists;
    private final AvailableModels offered;
    private volatile boolean stays;

    LookupTimeouts(ModelListCache lists, AvailableModels offered) {
        this.lists = lists;
        this.offered = offered;
    }

    /** From now on, clients are notified of later results. */
    void stay() {
        stays = true;
    }

    /** Whether this process stays after its first response. */
    boolean stays() {
        return stays;
    }

    Duration ofLook(boolean refresh) {
        return refresh ? REFRESH : stays ? FIRST_LOOK : ONLY_LOOK;
    }

    Duration ofList(boolean refresh) {
        return refresh ? REFRESH : stays ? FIRST_LIST : ONLY_LIST;
    }

    /** Starts to update the lists, and waits for those that are still unknown, or for all. */
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

    /** A local server reports the limits of its loaded model, and does so quickly; others are not waited for. */
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
