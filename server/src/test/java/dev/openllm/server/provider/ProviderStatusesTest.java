package dev.openllm.server.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.protocol.model.ProviderStatus;
import dev.openllm.protocol.model.ProviderStatus.State;
import dev.openllm.server.testing.TestTimeouts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(TestTimeouts.OF_A_TEST)
class ProviderStatusesTest {

    private volatile Supplier<State> now = () -> State.READY;
    private final ProviderStatuses providerStatuses = new ProviderStatuses(name -> Optional.of(status(now.get())));
    private final List<State> told = new CopyOnWriteArrayList<>();

    @Test
    void theLatestStatusIsReportedLastEvenIfAnEarlierListenerIsSlow() throws Exception {
        providerStatuses.onStatusChanged(change -> told.add(change.status().state()));
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        now = () -> {
            looking.countDown();
            await(goOn);
            return State.LOADING;
        };
        Thread slow = Thread.ofPlatform().start(() -> providerStatuses.notifyIfChanged("work"));
        looking.await();
        now = () -> State.READY;
        Thread later = Thread.ofPlatform().start(() -> providerStatuses.notifyIfChanged("work"));
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
