package dev.openllm.server.provider;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.catalog.Catalog;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

    @Test
    void aProcessThatEndsWithItsAnswerWaitsLongerThanOneThatCanTellLater() {
        Patience patience = new Patience(
                new ModelLists(endpoint -> null, System::nanoTime), new OfferedModels(new Catalog()));
        Duration ofList = patience.ofList(false);
        Duration ofLook = patience.ofLook(false);

        patience.stay();

        assertTrue(patience.ofList(false).compareTo(ofList) < 0);
        assertTrue(patience.ofLook(false).compareTo(ofLook) < 0);
    }
}
