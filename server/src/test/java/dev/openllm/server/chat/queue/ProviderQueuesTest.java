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

@Timeout(TestTimeouts.TEST_SECONDS)
class ProviderQueuesTest {

    private static final OptionalInt LIMIT_ONE = OptionalInt.of(1);

    private final ProviderQueues queues = new ProviderQueues();
    private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();

    /** A request that waits for its turn on a separate thread. */
    private final class Request {
        final CompletableFuture<ProviderQueues.Permit> permit = new CompletableFuture<>();
        final Thread thread;

        Request(String name, OptionalInt limit, List<String> admitted) {
            thread = Thread.ofVirtual().start(() -> {
                try {
                    ProviderQueues.Permit acquired =
                            queues.take("gpu", "My GPU", limit, text -> notices.add(text.english()));
                    admitted.add(name);
                    permit.complete(acquired);
                } catch (OpenLlmException failed) {
                    permit.completeExceptionally(failed);
                }
            });
        }

        ProviderQueues.Permit await() throws Exception {
            return permit.get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void requestsAreAdmittedInOrderOfArrival() throws Exception {
        List<String> admitted = new CopyOnWriteArrayList<>();
        ProviderQueues.Permit first = queues.take("gpu", "My GPU", LIMIT_ONE, text -> notices.add(text.english()));
        Request second = new Request("second", LIMIT_ONE, admitted);
        assertEquals("Waiting for My GPU (max_parallel: 1). This request is next.", nextNotice());
        Request third = new Request("third", LIMIT_ONE, admitted);
        assertEquals("Waiting for My GPU (max_parallel: 1). Requests ahead of this one: 1.", nextNotice());
        assertEquals(List.of(), admitted);
        first.close();
        second.await().close();
        third.await().close();
        assertEquals(List.of("second", "third"), admitted);
    }

    @Test
    void aCancelledRequestLeavesTheQueueImmediately() throws Exception {
        List<String> admitted = new CopyOnWriteArrayList<>();
        ProviderQueues.Permit first = queues.take("gpu", "My GPU", LIMIT_ONE, text -> notices.add(text.english()));
        Request second = new Request("second", LIMIT_ONE, admitted);
        nextNotice();
        Request third = new Request("third", LIMIT_ONE, admitted);
        nextNotice();
        second.thread.interrupt();
        second.thread.join();
        Exception exception = assertThrows(Exception.class, second::await);
        assertEquals(
                ErrorKind.CANCELLED,
                ((OpenLlmException) exception.getCause()).info().kind());
        first.close();
        third.await().close();
        assertEquals(List.of("third"), admitted);
    }

    @Test
    void aTurnIsReleasedOnlyOnce() throws Exception {
        List<String> admitted = new CopyOnWriteArrayList<>();
        ProviderQueues.Permit first = queues.take("gpu", "My GPU", LIMIT_ONE, text -> notices.add(text.english()));
        first.close();
        first.close();
        ProviderQueues.Permit second = queues.take("gpu", "My GPU", LIMIT_ONE, text -> notices.add(text.english()));
        Request third = new Request("third", LIMIT_ONE, admitted);
        nextNotice();
        assertEquals(List.of(), admitted);
        second.close();
        third.await().close();
    }

    @Test
    void aCallerThatCannotBeNotifiedDoesNotBlockTheQueue() throws Exception {
        ProviderQueues.Permit first = queues.take("gpu", "My GPU", LIMIT_ONE, text -> notices.add(text.english()));
        assertThrows(
                IllegalStateException.class,
                () -> queues.take("gpu", "My GPU", LIMIT_ONE, text -> {
                    throw new IllegalStateException(text.english());
                }));
        first.close();
        queues.take("gpu", "My GPU", LIMIT_ONE, text -> notices.add(text.english()))
                .close();
    }

    @Test
    void providersDoNotWaitForEachOther() {
        queues.take("gpu", "My GPU", LIMIT_ONE, text -> notices.add(text.english()));
        queues.take("other", "Other", LIMIT_ONE, text -> notices.add(text.english()));
        assertTrue(notices.isEmpty());
    }

    @Test
    void aHigherLimitAdmitsWaitingRequestsWithTheNextRequest() throws Exception {
        List<String> admitted = new CopyOnWriteArrayList<>();
        queues.take("gpu", "My GPU", LIMIT_ONE, text -> notices.add(text.english()));
        Request second = new Request("second", LIMIT_ONE, admitted);
        nextNotice();
        new Request("third", OptionalInt.of(3), admitted).await();
        second.await();
        queues.take("gpu", "My GPU", OptionalInt.empty(), text -> notices.add(text.english()));
        assertTrue(notices.isEmpty());
    }

    private String nextNotice() throws InterruptedException {
        return notices.poll(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
    }
}
