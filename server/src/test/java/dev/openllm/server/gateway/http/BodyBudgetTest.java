package dev.openllm.server.gateway.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BodyBudgetTest {

    private final BodyBudget budget = new BodyBudget(100);

    @Test
    void theTotalSizeOfAllBodiesIsLimited() throws HttpRejected {
        budget.share().grow(60);
        HttpRejected rejected =
                assertThrows(HttpRejected.class, () -> budget.share().grow(41));
        assertEquals(503, rejected.status());
    }

    @Test
    void aRejectedBodyUsesNoMemory() throws HttpRejected {
        budget.share().grow(60);
        assertThrows(HttpRejected.class, () -> budget.share().grow(41));
        assertDoesNotThrow(() -> budget.share().grow(40));
    }

    @Test
    void anEndedRequestReleasesItsMemory() throws HttpRejected {
        try (BodyBudget.Share share = budget.share()) {
            share.grow(50);
            share.grow(50);
        }
        assertEquals(0, budget.usedBytes());
    }
}
