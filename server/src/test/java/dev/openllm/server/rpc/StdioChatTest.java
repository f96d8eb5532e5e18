package dev.openllm.server.rpc;

import static dev.openllm.server.rpc.StdioFixture.CHAT;
import static dev.openllm.server.rpc.StdioFixture.await;
import static dev.openllm.server.rpc.StdioFixture.awaitDeaf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.testing.TestTimeouts;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for chats over stdio: their events and their cancellation. */
@Timeout(TestTimeouts.OF_A_TEST)
class StdioChatTest {

    private final StdioFixture server = new StdioFixture();
    private final TestServices services = server.services;
    private final RawClient client = server.client;
    private final CompletableFuture<Void> ended = server.ended;

    @AfterEach
    void leave() {
        server.close();
    }

    @Test
    void eventsArriveInOrderAndBeforeTheResult() {
        services.chat = (params, sink) -> {
            for (int i = 0; i < 1000; i++) {
                sink.accept(new ChatEvent.Text("piece " + i));
            }
            return TestServices.DONE;
        };
        client.send(CHAT);
        for (int i = 0; i < 1000; i++) {
            JsonNode progress = client.next();
            assertEquals("$/progress", progress.path("method").asText());
            assertEquals("t", progress.path("params").path("token").asText());
            assertEquals(
                    "piece " + i,
                    progress.path("params").path("value").path("text").asText());
        }
        assertEquals("stop", client.next().path("result").path("finishReason").asText());
    }

    @Test
    void withoutAProgressTokenThereIsOnlyTheResult() {
        services.chat = (params, sink) -> {
            sink.accept(new ChatEvent.Text("lost"));
            return TestServices.DONE;
        };
        client.send("{'jsonrpc':'2.0','id':1,'method':'chat/start','params':{'model':'m'}}");
        assertEquals(1, client.next().path("id").asInt());
    }

    @Test
    void twoChatsRunAtOnce() {
        CountDownLatch both = new CountDownLatch(2);
        services.chat = (params, sink) -> {
            both.countDown();
            await(both);
            return TestServices.DONE;
        };
        client.send(CHAT).send(CHAT.replace("'id':1", "'id':2"));
        assertTrue(client.next().has("result"));
        assertTrue(client.next().has("result"));
    }

    @Test
    void aCancellationInterruptsTheTaskAndTheReplyReportsIt() {
        CountDownLatch working = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        services.chat = (params, sink) -> {
            working.countDown();
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException cancelled) {
                interrupted.complete(true);
            }
            throw new OpenLlmException(ErrorKind.CANCELLED, "The request was canceled.");
        };
        client.send(CHAT);
        await(working);
        client.send("{'jsonrpc':'2.0','method':'$/cancelRequest','params':{'id':1}}");
        JsonNode error = client.answer(1).path("error");
        assertEquals(-32800, error.path("code").asInt());
        assertEquals("cancelled", error.path("data").path("kind").asText());
        assertTrue(interrupted.join());
    }

    @Test
    void aCancellationIsAnsweredEvenIfTheTaskIgnoresIt() {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        services.chat = (params, sink) -> {
            working.countDown();
            awaitDeaf(released);
            return TestServices.DONE;
        };
        client.send(CHAT);
        await(working);
        client.send("{'jsonrpc':'2.0','method':'$/cancelRequest','params':{'id':1}}");
        assertEquals(-32800, client.answer(1).path("error").path("code").asInt());
        released.countDown();
    }

    @Test
    void afterACancellationNoMoreEventsArrive() {
        CountDownLatch working = new CountDownLatch(1);
        CompletableFuture<ErrorKind> refused = new CompletableFuture<>();
        services.chat = (params, sink) -> {
            working.countDown();
            try {
                while (true) {
                    sink.accept(new ChatEvent.Text("more"));
                }
            } catch (OpenLlmException ended) {
                refused.complete(ended.info().kind());
                throw ended;
            }
        };
        client.send(CHAT);
        await(working);
        client.send("{'jsonrpc':'2.0','method':'$/cancelRequest','params':{'id':1}}");
        client.answer(1);
        assertEquals(ErrorKind.CANCELLED, refused.join());
        client.send("{'jsonrpc':'2.0','id':2,'method':'models/list','params':{}}");
        assertEquals(2, client.next().path("id").asInt(), "nothing stands between the two answers");
    }

    @Test
    void aCancellationOfAnUnknownRequestIsIgnored() {
        client.send("{'jsonrpc':'2.0','method':'$/cancelRequest','params':{'id':99}}");
        client.send("{'jsonrpc':'2.0','id':1,'method':'models/list','params':{}}");
        assertTrue(client.next().has("result"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "-5", "4294967296", "9007199254740991", "\"text\"", "\"1\""})
    void anIdIsReturnedAsItWasSentAndCanBeCancelled(String id) {
        CountDownLatch working = new CountDownLatch(1);
        services.chat = (params, sink) -> {
            working.countDown();
            awaitDeaf(new CountDownLatch(1));
            return TestServices.DONE;
        };
        client.send("{'jsonrpc':'2.0','id':" + id + ",'method':'chat/start','params':{}}");
        await(working);
        client.send("{'jsonrpc':'2.0','method':'$/cancelRequest','params':{'id':" + id + "}}");
        JsonNode answer = client.next();
        assertEquals(id, answer.path("id").toString());
        assertEquals(-32800, answer.path("error").path("code").asInt());
    }
}
