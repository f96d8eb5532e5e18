package dev.openllm.server.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.protocol.model.ProviderStatus;
import dev.openllm.protocol.model.ProviderStatus.State;
import dev.openllm.server.testing.TestTimeouts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(TestTimeouts.OF_A_TEST)
class ProviderStatusesTest {

    private final ProviderStatuses providerStatuses = new ProviderStatuses();
    private final List<State> told = new CopyOnWriteArrayList<>();

    @Test
    void whatIsToldLastIsWhatWasSoLastAlsoWhenAnEarlierTellerIsSlow() throws Exception {
        providerStatuses.onChange(change -> told.add(change.status().state()));
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Thread slow = Thread.ofPlatform()
                .start(() -> providerStatuses.tell("work", () -> {
                    looking.countDown();
                    await(goOn);
                    return status(State.LOADING);
                }));
        looking.await();
        Thread later = Thread.ofPlatform().start(() -> providerStatuses.tell("work", () -> status(State.READY)));
        awaitThatItWaitsOrEnds(later);
        goOn.countDown();
        slow.join();
        later.join();
        assertEquals(List.of(State.LOADING, State.READY), told);
    }

    private static ProviderStatus status(State state) {
        return new ProviderStatus(state, "", Optional.empty());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void awaitThatItWaitsOrEnds(Thread thread) {
        while (thread.getState() == Thread.State.NEW || thread.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
    }
}
