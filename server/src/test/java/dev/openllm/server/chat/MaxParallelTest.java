package dev.openllm.server.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.provider.ResolvedModel.Remote;
import dev.openllm.server.provider.endpoint.Endpoint;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.TestTimeouts;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests for a provider that processes one request at a time, such as a server with a single graphics card. */
@Timeout(TestTimeouts.OF_A_TEST)
class MaxParallelTest {

    private static final FakeAnswer OK =
            FakeAnswer.sse("{\"choices\":[{\"delta\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}", "[DONE]");

    private final CountDownLatch gate = new CountDownLatch(1);
    private final FakeAnswer slow = FakeAnswer.sse("{\"choices\":[{\"delta\":{\"content\":\"sl\"}}]}")
            .then(new FakeAnswer.Step.Await(gate))
            .send("data: {\"choices\":[{\"delta\":{\"content\":\"ow\"},\"finish_reason\":\"stop\"}]}\n\n"
                    + "data: [DONE]\n\n");
    private final FakeProvider provider = FakeProvider.start();
    private final ChatPipeline pipeline =
            new ChatPipeline(new FewProviders(limited("gpu/a"), limited("gpu/b")), ChatFixture.HTTP);

    @AfterEach
    void stop() {
        provider.close();
    }

    private Remote limited(String id) {
        Remote open = TestModels.remote(
                TestModels.info(id), new OpenAiChatDialect(), provider.uri(), ModelConfig.of(id.substring(4)));
        Endpoint at = open.endpoint();
        Endpoint one = new Endpoint(
                at.name(),
                at.displayName(),
                at.builtInId(),
                at.dialect(),
                at.apiBase(),
                at.auth(),
                at.needsKey(),
                at.key(),
                at.headers(),
                at.query(),
                at.quirks(),
                OptionalInt.of(1));
        return new Remote(one, open.dialect(), open.info(), open.quirks(), open.config());
    }

    /** A chat request that is sent on a separate thread. */
    private final class Asked {
        final LinkedBlockingQueue<ChatEvent> events = new LinkedBlockingQueue<>();
        final CompletableFuture<String> text = new CompletableFuture<>();
        final Thread thread;

        Asked(String model) {
            thread = Thread.ofVirtual().start(() -> {
                StringBuilder all = new StringBuilder();
                try {
                    pipeline.chat(ChatFixture.params(model, Message.user("Hi")), event -> {
                        events.add(event);
                        all.append(event instanceof ChatEvent.Text(var piece) ? piece : "");
                    });
                    text.complete(all.toString());
                } catch (OpenLlmException failed) {
                    text.completeExceptionally(failed);
                }
            });
        }

        ChatEvent next() throws InterruptedException {
            return events.poll(TestTimeouts.SECONDS, TimeUnit.SECONDS);
        }

        String text() throws Exception {
            return text.get(TestTimeouts.SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void aStreamHoldsItsTurnUntilItEnds() throws Exception {
        provider.answer(slow, OK);
        Asked first = new Asked("gpu/a");
        assertEquals(new ChatEvent.Text("sl"), first.next());
        Asked second = new Asked("gpu/b");
        assertTrue(((ChatEvent.Notice) second.next()).message().startsWith("Waiting for gpu (max_parallel"));
        assertEquals(1, provider.requests().size());
        gate.countDown();
        assertEquals("slow", first.text());
        assertEquals("ok", second.text());
        assertEquals(2, provider.requests().size());
    }

    @Test
    void aCancelledRequestInTheQueueNeverReachesTheProvider() throws Exception {
        provider.answer(slow, OK);
        Asked first = new Asked("gpu/a");
        first.next();
        Asked second = new Asked("gpu/a");
        second.next();
        second.thread.interrupt();
        second.thread.join();
        assertTrue(second.text.isCompletedExceptionally());
        assertEquals(
                ErrorKind.CANCELLED,
                ((OpenLlmException) second.text.exceptionNow()).info().kind());
        gate.countDown();
        first.text();
        assertEquals("ok", new Asked("gpu/a").text());
        assertEquals(2, provider.requests().size());
    }

    @Test
    void aFailedRequestReleasesItsTurn() throws Exception {
        provider.answer(FakeAnswer.error(400, "{\"error\":{\"message\":\"no\"}}"), OK);
        Asked first = new Asked("gpu/a");
        first.thread.join();
        assertTrue(first.text.isCompletedExceptionally());
        assertEquals("ok", new Asked("gpu/a").text());
    }

    @Test
    void aCancelledStreamReleasesItsTurn() throws Exception {
        provider.answer(
                FakeAnswer.sse("{\"choices\":[{\"delta\":{\"content\":\"sl\"}}]}")
                        .then(new FakeAnswer.Step.Hang()),
                OK);
        Asked first = new Asked("gpu/a");
        first.next();
        first.thread.interrupt();
        first.thread.join();
        assertEquals("ok", new Asked("gpu/a").text());
    }
}
