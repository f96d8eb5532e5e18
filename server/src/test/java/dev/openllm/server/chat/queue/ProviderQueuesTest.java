package dev.openllm.server.chat.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.testing.TestTimeouts;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(TestTimeouts.OF_A_TEST)
class ProviderQueuesTest {

    private static final OptionalInt ONE = OptionalInt.of(1);

    private final ProviderQueues queues = new ProviderQueues();
    private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();

    /** A request that waits for its turn on a separate thread. */
    private final class Request {
        final CompletableFuture<ProviderQueues.Permit> turn = new CompletableFuture<>();
        final Thread thread;

        Request(String name, OptionalInt limit, List<String> admitted) {
            thread = Thread.ofVirtual().start(() -> {
                try {
                    ProviderQueues.Permit taken =
                            queues.take("gpu", "My GPU", limit, text -> notices.add(text.english()));
                    admitted.add(name);
                    turn.complete(taken);
                } catch (OpenLlmException failed) {
                    turn.completeExceptionally(failed);
                }
            });
        }

        ProviderQueues.Permit await() throws Exception {
            return turn.get(TestTimeouts.SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void requestsAreAdmittedInOrderOfArrival() throws Exception {
        List<String> admitted = new CopyOnWriteArrayList<>();
        ProviderQueues.Permit first = queues.take("gpu", "My GPU", ONE, text -> notices.add(text.english()));
        Request second = new Request("second", ONE, admitted);
        assertEquals("Waiting for My GPU (max_parallel: 1). This request is next.", notice());
        Request third = new Request("third", ONE, admitted);
        assertEquals("Waiting for My GPU (max_parallel: 1). Requests ahead of this one: 1.", notice());
        assertEquals(List.of(), admitted);
        first.close();
        second.await().close();
        third.await().close();
        assertEquals(List.of("second", "third"), admitted);
    }

    @Test
    void aCancelledRequestLeavesTheQueueImmediately() throws Exception {
        List<String> admitted = new CopyOnWriteArrayList<>();
        ProviderQueues.Permit first = queues.take("gpu", "My GPU", ONE, text -> notices.add(text.english()));
        Request second = new Request("second", ONE, admitted);
        notice();
        Request third = new Request("third", ONE, admitted);
        notice();
        second.thread.interrupt();
        second.thread.join();
        Exception failed = assertThrows(Exception.class, second::await);
        assertEquals(
                ErrorKind.CANCELLED,
                ((OpenLlmException) failed.getCause()).info().kind());
        first.close();
        third.await().close();
        assertEquals(List.of("third"), admitted);
    }

    @Test
    void aTurnIsReleasedOnlyOnce() throws Exception {
        List<String> admitted = new CopyOnWriteArrayList<>();
        ProviderQueues.Permit first = queues.take("gpu", "My GPU", ONE, text -> notices.add(text.english()));
        first.close();
        first.close();
        ProviderQueues.Permit second = queues.take("gpu", "My GPU", ONE, text -> notices.add(text.english()));
        Request third = new Request("third", ONE, admitted);
        notice();
        assertEquals(List.of(), admitted);
        second.close();
        third.await().close();
    }

    @Test
    void aCallerThatCannotBeNotifiedDoesNotBlockTheQueue() throws Exception {
        ProviderQueues.Permit first = queues.take("gpu", "My GPU", ONE, text -> notices.add(text.english()));
        assertThrows(
                IllegalStateException.class,
                () -> queues.take("gpu", "My GPU", ONE, sentence -> {
                    throw new IllegalStateException(sentence.english());
                }));
        first.close();
        queues.take("gpu", "My GPU", ONE, text -> notices.add(text.english())).close();
    }

    @Test
    void providersDoNotWaitForEachOther() {
        queues.take("gpu", "My GPU", ONE, text -> notices.add(text.english()));
        queues.take("other", "Other", ONE, text -> notices.add(text.english()));
        assertTrue(notices.isEmpty());
    }

    @Test
    void aHigherLimitAdmitsWaitingRequestsWithTheNextRequest() throws Exception {
        List<String> admitted = new CopyOnWriteArrayList<>();
        queues.take("gpu", "My GPU", ONE, text -> notices.add(text.english()));
        Request second = new Request("second", ONE, admitted);
        notice();
        new Request("third", OptionalInt.of(3), admitted).await();
        second.await();
        queues.take("gpu", "My GPU", OptionalInt.empty(), text -> notices.add(text.english()));
        assertTrue(notices.isEmpty());
    }

    private String notice() throws InterruptedException {
        return notices.poll(TestTimeouts.SECONDS, TimeUnit.SECONDS);
    }
}
