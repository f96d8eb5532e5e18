package dev.openllm.server.rpc;

import static dev.openllm.server.rpc.StdioFixture.CHAT_REQUEST;
import static dev.openllm.server.rpc.StdioFixture.await;
import static dev.openllm.server.rpc.StdioFixture.awaitUninterruptibly;
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
@Timeout(TestTimeouts.TEST_SECONDS)
class StdioChatTest {

    private final StdioFixture server = new StdioFixture();
    private final TestServices services = server.services;
    private final RawClient client = server.client;
    private final CompletableFuture<Void> serverEnded = server.serverEnded;

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
            return TestServices.CHAT_RESULT;
        };
        client.send(CHAT_REQUEST);
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
            return TestServices.CHAT_RESULT;
        };
        client.send("{'jsonrpc':'2.0','id':1,'method':'chat/start','params':{'model':'m'}}");
        assertEquals(1, client.next().path("id").asInt());
    }

    @Test
    void twoChatsRunAtOnce() {
        CountDownLatch bothStarted = new CountDownLatch(2);
        services.chat = (params, sink) -> {
            bothStarted.countDown();
            await(bothStarted);
            return TestServices.CHAT_RESULT;
        };
        client.send(CHAT_REQUEST).send(CHAT_REQUEST.replace("'id':1", "'id':2"));
        assertTrue(client.next().has("result"));
        assertTrue(client.next().has("result"));
    }

    @Test
    void aCancellationInterruptsTheTaskAndTheReplyReportsIt() {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        services.chat = (params, sink) -> {
            started.countDown();
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException canceled) {
                interrupted.complete(true);
            }
            throw new OpenLlmException(ErrorKind.CANCELLED, "The request was canceled.");
        };
        client.send(CHAT_REQUEST);
        await(started);
        client.send("{'jsonrpc':'2.0','method':'$/cancelRequest','params':{'id':1}}");
        JsonNode error = client.awaitResponse(1).path("error");
        assertEquals(-32800, error.path("code").asInt());
        assertEquals("cancelled", error.path("data").path("kind").asText());
        assertTrue(interrupted.join());
    }

    @Test
    void aCancellationIsAnsweredEvenIfTheTaskIgnoresIt() {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        services.chat = (params, sink) -> {
            started.countDown();
            awaitUninterruptibly(release);
            return TestServices.CHAT_RESULT;
        };
        client.send(CHAT_REQUEST);
        await(started);
        client.send("{'jsonrpc':'2.0','method':'$/cancelRequest','params':{'id':1}}");
        assertEquals(-32800, client.awaitResponse(1).path("error").path("code").asInt());
        release.countDown();
    }

    @Test
    void afterACancellationNoMoreEventsArrive() {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<ErrorKind> sinkError = new CompletableFuture<>();
        services.chat = (params, sink) -> {
            started.countDown();
            try {
                while (true) {
                    sink.accept(new ChatEvent.Text("more"));
                }
            } catch (OpenLlmException canceled) {
                sinkError.complete(canceled.info().kind());
                throw canceled;
            }
        };
        client.send(CHAT_REQUEST);
        await(started);
        client.send("{'jsonrpc':'2.0','method':'$/cancelRequest','params':{'id':1}}");
        client.awaitResponse(1);
        assertEquals(ErrorKind.CANCELLED, sinkError.join());
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
        CountDownLatch started = new CountDownLatch(1);
        services.chat = (params, sink) -> {
            started.countDown();
            awaitUninterruptibly(new CountDownLatch(1));
            return TestServices.CHAT_RESULT;
        };
        client.send("{'jsonrpc':'2.0','id':" + id + ",'method':'chat/start','params':{}}");
        await(started);
        client.send("{'jsonrpc':'2.0','method':'$/cancelRequest','params':{'id':" + id + "}}");
        JsonNode response = client.next();
        assertEquals(id, response.path("id").toString());
        assertEquals(-32800, response.path("error").path("code").asInt());
    }
}
