package dev.openllm.server.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ProviderStatus;
import dev.openllm.protocol.model.StatusParams;
import dev.openllm.server.config.Config;
import dev.openllm.server.testing.Patience;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(Patience.OF_A_TEST)
class StdioServerTest {

    private static final String CHAT =
            "{'jsonrpc':'2.0','id':1,'method':'chat/start','params':{'model':'m','progressToken':'t'}}";

    private final TestServices services = new TestServices();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final RawClient client = connect();

    private RawClient connect() {
        BytePipe toServer = new BytePipe();
        BytePipe toClient = new BytePipe();
        StdioServer server = StdioServer.on(toServer.source(), toClient.sink());
        Thread.ofPlatform().daemon().start(() -> {
            server.serve(services.services());
            ended.complete(null);
        });
        return new RawClient(toClient.source(), toServer.sink());
    }

    @AfterEach
    void leave() {
        client.close();
        ended.join();
    }

    @Test
    void initializeTellsTheVersionsAndTheProcess() {
        client.send("{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'clientName':'test'}}");
        JsonNode result = client.next().path("result");
        assertEquals(1, result.path("protocolVersion").asInt());
        assertEquals("1.2.3", result.path("serverVersion").asText());
        assertEquals(ProcessHandle.current().pid(), result.path("processId").asLong());
    }

    @Test
    void initializeIsAnsweredBeforeSettingsAreReadAndTheFirstChatIsPrepared() {
        CountDownLatch answered = new CountDownLatch(1);
        services.onUse = settings -> await(answered);
        services.warmUp = () -> await(answered);
        client.initialize("{}");
        answered.countDown();
    }

    @Test
    void aRequestSeesTheSettingsThatWereSentBeforeIt() {
        CountDownLatch applied = new CountDownLatch(1);
        AtomicReference<String> seen = new AtomicReference<>("none");
        services.onUse = settings -> {
            await(applied);
            seen.set(settings.user().path("defaultModel").asText("empty"));
        };
        services.chat = (params, sink) -> {
            sink.accept(new ChatEvent.Text(seen.get()));
            return TestServices.DONE;
        };
        client.initialize("{}");
        client.send("{'jsonrpc':'2.0','method':'settings/didChange','params':{'user':{'defaultModel':'new'}}}");
        client.send(CHAT);
        applied.countDown();
        assertEquals("new", client.next().path("params").path("value").path("text").asText());
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
            assertEquals("piece " + i, progress.path("params").path("value").path("text").asText());
        }
        assertEquals("stop", client.next().path("result").path("finishReason").asText());
    }

    @Test
    void withoutAProgressTokenThereIsOnlyTheResult() {
        services.chat = (params, sink) -> {
            sink.accept(new ChatEvent.Text("unheard"));
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
    void aCancelInterruptsTheWorkAndIsAnsweredAsCancelled() {
        CountDownLatch working = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        services.chat = (params, sink) -> {
            working.countDown();
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException cancelled) {
                interrupted.complete(true);
            }
            throw new OpenLlmException(ErrorKind.CANCELLED, "The request was cancelled.");
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
    void aCancelIsAnsweredAlsoWhenTheWorkDoesNotListen() {
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
    void afterACancelNoMoreEventsCome() {
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
    void aCancelOfAnUnknownRequestMeansNothing() {
        client.send("{'jsonrpc':'2.0','method':'$/cancelRequest','params':{'id':99}}");
        client.send("{'jsonrpc':'2.0','id':1,'method':'models/list','params':{}}");
        assertTrue(client.next().has("result"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "-5", "4294967296", "9007199254740991", "\"text\"", "\"1\""})
    void anIdComesBackAsItWasSentAndCanBeCancelled(String id) {
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

    @Test
    void aFailureCarriesAllThatIsKnownOfIt() {
        services.chat = (params, sink) -> {
            throw new OpenLlmException(ErrorInfo.of(ErrorKind.RATE_LIMITED, "Slow down.")
                    .withHint("Wait.")
                    .withStatus(429)
                    .withRetryAfterMs(7000));
        };
        client.send(CHAT);
        JsonNode error = client.next().path("error");
        assertEquals(-32000, error.path("code").asInt());
        assertEquals("Slow down.", error.path("message").asText());
        assertEquals(
                "{\"kind\":\"rate_limited\",\"message\":\"Slow down.\",\"hint\":\"Wait.\",\"status\":429,"
                        + "\"retryAfterMs\":7000}",
                error.path("data").toString());
    }

    @Test
    void aFaultOfOurOwnIsAnsweredWithoutItsMessageAndItsStack() {
        services.chat = (params, sink) -> {
            throw new AssertionError("sk-canary");
        };
        client.send(CHAT);
        JsonNode answer = client.next();
        assertEquals(-32603, answer.path("error").path("code").asInt());
        assertEquals("internal", answer.path("error").path("data").path("kind").asText());
        assertFalse(answer.toString().contains("canary"), answer.toString());
        assertFalse(answer.toString().contains("StdioServerTest"), answer.toString());
    }

    @Test
    void afterAFaultTheServerGoesOn() {
        services.chat = (params, sink) -> {
            throw new StackOverflowError();
        };
        client.send(CHAT);
        assertTrue(client.next().has("error"));
        client.send("{'jsonrpc':'2.0','id':2,'method':'models/list','params':{}}");
        assertTrue(client.next().has("result"));
    }

    @Test
    void anUnknownRequestIsAnsweredAsSuch() {
        client.send("{'jsonrpc':'2.0','id':1,'method':'tea/brew','params':{}}");
        JsonNode error = client.next().path("error");
        assertEquals(-32601, error.path("code").asInt());
        assertEquals("There is no request tea/brew.", error.path("message").asText());
    }

    @Test
    void anUnknownNotificationMeansNothing() {
        client.send("{'jsonrpc':'2.0','method':'tea/brew','params':{}}");
        client.send("{'jsonrpc':'2.0','id':1,'method':'models/list'}");
        assertTrue(client.next().has("result"));
    }

    @Test
    void paramsThatDoNotFitAreNamedByTheirPlaceAndNotByTheirValue() {
        client.send("{'jsonrpc':'2.0','id':1,'method':'chat/start','params':{'messages':[{'role':'sk-canary'}]}}");
        JsonNode answer = client.next();
        assertEquals(1, answer.path("id").asInt());
        assertEquals(-32602, answer.path("error").path("code").asInt());
        assertEquals(
                "The params of chat/start do not fit at messages[0].role.",
                answer.path("error").path("message").asText());
        assertFalse(answer.toString().contains("canary"), answer.toString());
    }

    @Test
    void unknownFieldsOfParamsMeanNothing() {
        client.send("{'jsonrpc':'2.0','id':1,'method':'models/list','params':{'fromTheFuture':true}}");
        assertTrue(client.next().has("result"));
    }

    @Test
    void theOneParamMayComeAsAList() {
        client.send("{'jsonrpc':'2.0','id':1,'method':'tokens/count','params':[{'model':'m','texts':['abc']}]}");
        assertEquals("[3]", client.next().path("result").path("counts").toString());
    }

    @Test
    void malformedJsonIsAnsweredAndTheNextMessageIsRead() {
        client.send("{'jsonrpc':'2.0','id':1,");
        JsonNode error = client.next();
        assertTrue(error.path("id").isNull());
        assertEquals(-32700, error.path("error").path("code").asInt());
        client.send("{'jsonrpc':'2.0','id':2,'method':'models/list','params':{}}");
        assertEquals(2, client.next().path("id").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "{'jsonrpc':'2.0'}", "{'id':{},'method':'models/list'}"})
    void whatIsNoMessageIsAnsweredAsInvalid(String json) {
        client.send(json);
        assertEquals(-32600, client.next().path("error").path("code").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "some garbage\r\n",
        "garbage without an end ",
        "\r\n\r\n\r\n",
        "Content-Length: many\r\n\r\n",
        "Content-Type: text/plain\r\n\r\n",
        "Content-Length: -5\r\n\r\n"
    })
    void garbageBetweenMessagesIsSkipped(String garbage) {
        client.sendRaw(garbage);
        client.send("{'jsonrpc':'2.0','id':1,'method':'models/list','params':{}}");
        assertEquals(1, client.next().path("id").asInt());
    }

    @Test
    void furtherHeadersAndLowerCaseAreTaken() {
        String json = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"models/list\"}";
        client.sendRaw("content-length: " + json.length()
                + "\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n" + json);
        assertEquals(1, client.next().path("id").asInt());
    }

    @Test
    void anOversizedMessageIsSkippedAndAnswered() {
        long length = FramedStreams.LONGEST_MESSAGE + 1;
        client.sendRaw("Content-Length: " + length + "\r\n\r\n");
        String piece = " ".repeat(1024 * 1024);
        for (long sent = 0; sent < length; sent += piece.length()) {
            client.sendRaw(piece.substring(0, (int) Math.min(piece.length(), length - sent)));
        }
        assertEquals(-32600, client.next().path("error").path("code").asInt());
        client.send("{'jsonrpc':'2.0','id':1,'method':'models/list','params':{}}");
        assertEquals(1, client.next().path("id").asInt());
    }

    @Test
    void theEndOfStdinCancelsWhatRunsAndEndsTheServer() {
        CountDownLatch working = new CountDownLatch(1);
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        services.chat = untilInterrupted(working, interrupted);
        client.send(CHAT);
        await(working);
        client.close();
        ended.join();
        interrupted.join();
    }

    @Test
    void theEndOfStdinWithinAMessageEndsTheServer() {
        client.sendRaw("Content-Length: 100\r\n\r\n{\"jsonrpc\"");
        client.close();
        ended.join();
    }

    @Test
    void shutdownCancelsWhatRunsAndExitEndsTheServer() {
        CountDownLatch working = new CountDownLatch(1);
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        services.chat = untilInterrupted(working, interrupted);
        client.send(CHAT);
        await(working);
        client.send("{'jsonrpc':'2.0','id':2,'method':'shutdown'}");
        assertEquals("{}", client.answer(2).path("result").toString());
        interrupted.join();
        client.send("{'jsonrpc':'2.0','method':'exit'}");
        ended.join();
    }

    @Test
    void theEndOfTheProcessThatTheClientNamedEndsTheServer() throws Exception {
        Process parent = new ProcessBuilder("sleep", "1000").start();
        client.send("{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'processId':" + parent.pid() + "}}");
        client.answer(1);
        parent.destroyForcibly();
        ended.join();
    }

    @Test
    void aProcessThatCannotBeSeenIsNotWaitedFor() {
        client.send("{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'processId':99999999}}");
        client.answer(1);
        client.send("{'jsonrpc':'2.0','id':2,'method':'models/list'}");
        assertTrue(client.answer(2).has("result"));
    }

    @Test
    void theSecretStorageOfAClientThatDeclaredItCanBeAsked() throws Exception {
        client.initializeAndSettle("{'secretStorage':true}");
        CompletableFuture<Optional<String>> value = CompletableFuture.supplyAsync(() -> services.ownerStorage
                .get()
                .orElseThrow()
                .getSecret(new dev.openllm.protocol.secret.SecretStorageKey("k"))
                .join()
                .value());
        JsonNode request = client.next();
        assertEquals("secretStorage/get", request.path("method").asText());
        assertEquals("k", request.path("params").path("key").asText());
        client.send("{'jsonrpc':'2.0','id':" + request.path("id") + ",'result':{'key':'k','value':'v'}}");
        assertEquals(Optional.of("v"), value.get());
    }

    @Test
    void aClientWithoutSecretStorageIsNotAsked() {
        client.initializeAndSettle("{'secretStorage':false}");
        assertEquals(Optional.empty(), services.ownerStorage.get());
    }

    @Test
    void aClientThatWantsNewsIsToldWhatChanged() {
        Problem problem = new Problem(
                Problem.Severity.ERROR, "Broken.", Optional.of("/f"), 1, 2, Optional.empty());
        services.config = new Config(
                List.of(), Optional.empty(), Config.EMPTY.network(), Map.of(), List.of(problem), Map.of());
        client.initialize("{'progress':true}");
        assertEquals("config/problems", client.next().path("method").asText());

        services.modelListeners.forEach(Runnable::run);
        assertEquals("models/didChange", client.next().path("method").asText());

        StatusParams status =
                new StatusParams("ollama", new ProviderStatus(ProviderStatus.State.READY, "Ready", Optional.empty()));
        services.statusListeners.forEach(listener -> listener.accept(status));
        assertEquals("ready", client.next().path("params").path("status").path("state").asText());

        services.configListeners.forEach(listener -> listener.accept(services.config));
        assertEquals("Broken.", client.next().path("params").path("problems").path(0).path("message").asText());
    }

    @Test
    void aKeyIsStoredAndNeverComesBack() {
        client.send("{'jsonrpc':'2.0','id':1,'method':'secrets/set','params':{'provider':'p','value':' sk-canary\\n'}}");
        JsonNode answer = client.next();
        assertEquals("test", answer.path("result").path("answering").asText());
        assertFalse(answer.toString().contains("canary"), answer.toString());
        assertEquals("sk-canary", services.stored.get("p").reveal());
        client.send("{'jsonrpc':'2.0','id':2,'method':'secrets/delete','params':{'provider':'p'}}");
        assertFalse(client.answer(2).path("result").has("answering"));
    }

    @Test
    void anEmptyKeyIsRefused() {
        client.send("{'jsonrpc':'2.0','id':1,'method':'secrets/set','params':{'provider':'p','value':' '}}");
        assertEquals(
                "invalid_request",
                client.next().path("error").path("data").path("kind").asText());
    }

    @Test
    void theConsumerOfAChatIsTheClientUnlessItNamesAnother() {
        services.chat = (params, sink) -> {
            sink.accept(new ChatEvent.Text(params.consumer().orElse("nobody")));
            return TestServices.DONE;
        };
        client.initialize("{}");
        client.send(CHAT);
        assertEquals("test", client.next().path("params").path("value").path("text").asText());
        client.answer(1);
        client.send(CHAT.replace("'model':'m'", "'model':'m','consumer':'some.extension'"));
        assertEquals("some.extension", client.next().path("params").path("value").path("text").asText());
    }

    private static java.util.function.BiFunction<
                    dev.openllm.protocol.chat.ChatParams,
                    java.util.function.Consumer<ChatEvent>,
                    dev.openllm.protocol.chat.ChatResult>
            untilInterrupted(CountDownLatch working, CompletableFuture<Void> interrupted) {
        return (params, sink) -> {
            working.countDown();
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException cancelled) {
                interrupted.complete(null);
            }
            throw new OpenLlmException(ErrorKind.CANCELLED, "The request was cancelled.");
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Waits without listening to interrupts. */
    private static void awaitDeaf(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException unheard) {
                // as code that catches too much
            }
        }
    }
}
