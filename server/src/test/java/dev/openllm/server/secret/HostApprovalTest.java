package dev.openllm.server.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.testing.TestTimeouts;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests which hosts and API keys one reply of the user applies to. */
@Timeout(TestTimeouts.OF_A_TEST)
class HostApprovalTest {

    private static final SecretQuery QUERY = new SecretQuery("work", List.of(), "https://other.example.com", true);
    private static final Lookup.OtherHost OTHER =
            new Lookup.OtherHost(UserText.verbatim("VS Code"), UserText.verbatim("https://work.example.com"));

    @TempDir
    private Path home;

    private final AtomicInteger questions = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);

    @Test
    void simultaneousRequestsProduceOneQuestion() throws Exception {
        HostApproval agreement = new HostApproval(new KeyHostBindings(home), this::refuseWhenTold);
        FutureTask<Boolean> first =
                start(() -> agreement.requestApproval(QUERY, OTHER)).task();
        asked.await();
        Started second = start(() -> agreement.requestApproval(QUERY, OTHER));
        while (second.thread().getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        answered.countDown();

        assertEquals(List.of(false, false), List.of(first.get(), second.task().get()));
        assertEquals(1, questions.get());
    }

    @Test
    void aCancelledRequestIsNotARefusal() throws Exception {
        HostApproval agreement = new HostApproval(new KeyHostBindings(home), this::refuseWhenTold);
        Started cancelled = start(() -> {
            OpenLlmException thrown =
                    assertThrows(OpenLlmException.class, () -> agreement.requestApproval(QUERY, OTHER));
            return thrown.info().kind() == ErrorKind.CANCELLED;
        });
        asked.await();
        cancelled.thread().interrupt();

        assertTrue(cancelled.task().get());
        answered.countDown();
        agreement.requestApproval(QUERY, OTHER);
        assertEquals(2, questions.get());
    }

    private boolean refuseWhenTold(SecretQuery query, Lookup.OtherHost other) {
        questions.incrementAndGet();
        asked.countDown();
        try {
            answered.await();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private record Started(Thread thread, FutureTask<Boolean> task) {}

    private static Started start(Callable<Boolean> work) {
        FutureTask<Boolean> task = new FutureTask<>(work);
        return new Started(Thread.startVirtualThread(task), task);
    }
}
