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
@Timeout(TestTimeouts.TEST_SECONDS)
class MaxParallelTest {

    private static final FakeAnswer OK =
            FakeAnswer.sse("{\"choices\":[{\"delta\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}", "[DONE]");

    private final CountDownLatch gate = new CountDownLatch(1);
    private final FakeAnswer slowResponse = FakeAnswer.sse("{\"choices\":[{\"delta\":{\"content\":\"sl\"}}]}")
            .withStep(new FakeAnswer.Step.Await(gate))
            .send("data: {\"choices\":[{\"delta\":{\"content\":\"ow\"},\"finish_reason\":\"stop\"}]}\n\n"
                    + "data: [DONE]\n\n");
    private final FakeProvider provider = FakeProvider.start();
    private final ChatPipeline pipeline =
            new ChatPipeline(new FewProviders(modelWithLimit("gpu/a"), modelWithLimit("gpu/b")), ChatFixture.HTTP);

    @AfterEach
    void stop() {
        provider.close();
    }

    private Remote modelWithLimit(String id) {
        Remote unlimited = TestModels.remote(
                TestModels.info(id), new OpenAiChatDialect(), provider.uri(), ModelConfig.of(id.substring(4)));
        Endpoint endpoint = unlimited.endpoint();
        Endpoint limitedEndpoint = new Endpoint(
                endpoint.name(),
                endpoint.displayName(),
                endpoint.builtInId(),
                endpoint.dialect(),
                endpoint.apiBase(),
                endpoint.auth(),
                endpoint.needsKey(),
                endpoint.key(),
                endpoint.headers(),
                endpoint.query(),
                endpoint.quirks(),
                OptionalInt.of(1));
        return new Remote(
                limitedEndpoint, unlimited.dialect(), unlimited.info(), unlimited.quirks(), unlimited.config());
    }

    /** A chat request that is sent on a separate thread. */
    private final class Asked {
        final LinkedBlockingQueue<ChatEvent> events = new LinkedBlockingQueue<>();
        final CompletableFuture<String> text = new CompletableFuture<>();
        final Thread thread;

        Asked(String model) {
            thread = Thread.ofVirtual().start(() -> {
                StringBuilder response = new StringBuilder();
                try {
                    pipeline.chat(ChatFixture.params(model, Message.user("Hi")), event -> {
                        events.add(event);
                        response.append(event instanceof ChatEvent.Text(var chunk) ? chunk : "");
                    });
                    text.complete(response.toString());
                } catch (OpenLlmException failed) {
                    text.completeExceptionally(failed);
                }
            });
        }

        ChatEvent nextEvent() throws InterruptedException {
            return events.poll(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
        }

        String text() throws Exception {
            return text.get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void aStreamHoldsItsTurnUntilItEnds() throws Exception {
        provider.respond(slowResponse, OK);
        Asked first = new Asked("gpu/a");
        assertEquals(new ChatEvent.Text("sl"), first.nextEvent());
        Asked second = new Asked("gpu/b");
        assertTrue(((ChatEvent.Notice) second.nextEvent()).message().startsWith("Waiting for gpu (max_parallel"));
        assertEquals(1, provider.requests().size());
        gate.countDown();
        assertEquals("slow", first.text());
        assertEquals("ok", second.text());
        assertEquals(2, provider.requests().size());
    }

    @Test
    void aCancelledRequestInTheQueueNeverReachesTheProvider() throws Exception {
        provider.respond(slowResponse, OK);
        Asked first = new Asked("gpu/a");
        first.nextEvent();
        Asked second = new Asked("gpu/a");
        second.nextEvent();
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
        provider.respond(FakeAnswer.error(400, "{\"error\":{\"message\":\"no\"}}"), OK);
        Asked first = new Asked("gpu/a");
        first.thread.join();
        assertTrue(first.text.isCompletedExceptionally());
        assertEquals("ok", new Asked("gpu/a").text());
    }

    @Test
    void aCancelledStreamReleasesItsTurn() throws Exception {
        provider.respond(
                FakeAnswer.sse("{\"choices\":[{\"delta\":{\"content\":\"sl\"}}]}")
                        .withStep(new FakeAnswer.Step.Hang()),
                OK);
        Asked first = new Asked("gpu/a");
        first.nextEvent();
        first.thread.interrupt();
        first.thread.join();
        assertEquals("ok", new Asked("gpu/a").text());
    }
}
