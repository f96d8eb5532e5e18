package dev.openllm.server.provider;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.catalog.Catalog;
import dev.openllm.server.provider.listing.ModelListCache;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LookupTimeoutsTest {

    @Test
    void aShortLivedProcessWaitsLongerThanOneThatCanNotifyLater() {
        LookupTimeouts lookupTimeouts = new LookupTimeouts(
                new ModelListCache(endpoint -> null, System::nanoTime),
                new AvailableModels(new Catalog(), new LearnedLimits()));
        Duration initialListTimeout = lookupTimeouts.listTimeout(false);
        Duration initialDiscoveryTimeout = lookupTimeouts.discoveryTimeout(false);

        lookupTimeouts.markLongRunning();

        assertTrue(lookupTimeouts.listTimeout(false).compareTo(initialListTimeout) < 0);
        assertTrue(lookupTimeouts.discoveryTimeout(false).compareTo(initialDiscoveryTimeout) < 0);
    }
}
