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

@Timeout(TestTimeouts.TEST_SECONDS)
class ProviderStatusesTest {

    private volatile Supplier<State> currentState = () -> State.READY;
    private final ProviderStatuses providerStatuses =
            new ProviderStatuses(name -> Optional.of(status(currentState.get())));
    private final List<State> notifiedStates = new CopyOnWriteArrayList<>();

    @Test
    void theLatestStatusIsReportedLastEvenIfAnEarlierListenerIsSlow() throws Exception {
        providerStatuses.onStatusChanged(
                change -> notifiedStates.add(change.status().state()));
        CountDownLatch lookupStarted = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        currentState = () -> {
            lookupStarted.countDown();
            await(proceed);
            return State.LOADING;
        };
        Thread slowThread = Thread.ofPlatform().start(() -> providerStatuses.notifyIfChanged("work"));
        lookupStarted.await();
        currentState = () -> State.READY;
        Thread laterThread = Thread.ofPlatform().start(() -> providerStatuses.notifyIfChanged("work"));
        awaitBlockedOrEnded(laterThread);
        proceed.countDown();
        slowThread.join();
        laterThread.join();
        assertEquals(List.of(State.LOADING, State.READY), notifiedStates);
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

    private static void awaitBlockedOrEnded(Thread thread) {
        while (thread.getState() == Thread.State.NEW || thread.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
    }
}
