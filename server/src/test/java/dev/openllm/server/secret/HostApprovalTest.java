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
@Timeout(TestTimeouts.TEST_SECONDS)
class HostApprovalTest {

    private static final SecretQuery QUERY = new SecretQuery("work", List.of(), "https://other.example.com", true);
    private static final Lookup.OtherHost OTHER_HOST =
            new Lookup.OtherHost(UserText.verbatim("VS Code"), UserText.verbatim("https://work.example.com"));

    @TempDir
    private Path home;

    private final AtomicInteger questions = new AtomicInteger();
    private final CountDownLatch questionAsked = new CountDownLatch(1);
    private final CountDownLatch answerReleased = new CountDownLatch(1);

    @Test
    void simultaneousRequestsProduceOneQuestion() throws Exception {
        HostApproval approval = new HostApproval(new KeyHostBindings(home), this::refuseWhenReleased);
        FutureTask<Boolean> first =
                start(() -> approval.requestApproval(QUERY, OTHER_HOST)).task();
        questionAsked.await();
        Started second = start(() -> approval.requestApproval(QUERY, OTHER_HOST));
        while (second.thread().getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        answerReleased.countDown();

        assertEquals(List.of(false, false), List.of(first.get(), second.task().get()));
        assertEquals(1, questions.get());
    }

    @Test
    void aCancelledRequestIsNotARefusal() throws Exception {
        HostApproval approval = new HostApproval(new KeyHostBindings(home), this::refuseWhenReleased);
        Started canceledRequest = start(() -> {
            OpenLlmException exception =
                    assertThrows(OpenLlmException.class, () -> approval.requestApproval(QUERY, OTHER_HOST));
            return exception.info().kind() == ErrorKind.CANCELLED;
        });
        questionAsked.await();
        canceledRequest.thread().interrupt();

        assertTrue(canceledRequest.task().get());
        answerReleased.countDown();
        approval.requestApproval(QUERY, OTHER_HOST);
        assertEquals(2, questions.get());
    }

    private boolean refuseWhenReleased(SecretQuery query, Lookup.OtherHost other) {
        questions.incrementAndGet();
        questionAsked.countDown();
        try {
            answerReleased.await();
        } catch (InterruptedException canceled) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private record Started(Thread thread, FutureTask<Boolean> task) {}

    private static Started start(Callable<Boolean> action) {
        FutureTask<Boolean> task = new FutureTask<>(action);
        return new Started(Thread.startVirtualThread(task), task);
    }
}
