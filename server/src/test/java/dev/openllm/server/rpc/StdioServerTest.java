package dev.openllm.server.rpc;

import static dev.openllm.server.rpc.StdioFixture.CHAT_REQUEST;
import static dev.openllm.server.rpc.StdioFixture.await;
import static dev.openllm.server.rpc.StdioFixture.chatUntilInterrupted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.model.ProviderStatus;
import dev.openllm.protocol.model.StatusParams;
import dev.openllm.server.config.Config;
import dev.openllm.server.testing.TestTimeouts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests for the connection from the first message to the end of the process, and for the server's requests to its
 * client.
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class StdioServerTest {

    private final StdioFixture server = new StdioFixture();
    private final TestServices services = server.services;
    private final RawClient client = server.client;
    private final CompletableFuture<Void> serverEnded = server.serverEnded;

    @AfterEach
    void leave() {
        server.close();
    }

    @Test
    void initializeReturnsTheVersionsAndTheProcess() {
        client.send("{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'clientName':'test'}}");
        JsonNode result = client.next().path("result");
        assertEquals(1, result.path("protocolVersion").asInt());
        assertEquals("1.2.3", result.path("serverVersion").asText());
        assertEquals(ProcessHandle.current().pid(), result.path("processId").asLong());
    }

    @Test
    void initializeIsAnsweredBeforeSettingsAreReadAndTheFirstChatIsPrepared() {
        CountDownLatch initializeReplied = new CountDownLatch(1);
        services.onSettings = settings -> await(initializeReplied);
        services.warmUp = () -> await(initializeReplied);
        client.initialize("{}");
        initializeReplied.countDown();
    }

    @Test
    void aRequestUsesTheSettingsThatWereSentBeforeIt() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicReference<String> appliedModel = new AtomicReference<>("none");
        services.onSettings = settings -> {
            await(release);
            appliedModel.set(settings.user().path("defaultModel").asText("empty"));
        };
        services.chat = (params, sink) -> {
            sink.accept(new ChatEvent.Text(appliedModel.get()));
            return TestServices.CHAT_RESULT;
        };
        client.initialize("{}");
        client.send("{'jsonrpc':'2.0','method':'settings/didChange','params':{'user':{'defaultModel':'new'}}}");
        client.send(CHAT_REQUEST);
        release.countDown();
        assertEquals(
                "new", client.next().path("params").path("value").path("text").asText());
    }

    @Test
    void theEndOfStdinCancelsRunningRequestsAndEndsTheServer() {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        services.chat = chatUntilInterrupted(started, interrupted);
        client.send(CHAT_REQUEST);
        await(started);
        client.close();
        serverEnded.join();
        interrupted.join();
    }

    @Test
    void theEndOfStdinWithinAMessageEndsTheServer() {
        client.sendRaw("Content-Length: 100\r\n\r\n{\"jsonrpc\"");
        client.close();
        serverEnded.join();
    }

    @Test
    void shutdownCancelsRunningRequestsAndExitEndsTheServer() {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        services.chat = chatUntilInterrupted(started, interrupted);
        client.send(CHAT_REQUEST);
        await(started);
        client.send("{'jsonrpc':'2.0','id':2,'method':'shutdown'}");
        assertEquals("{}", client.awaitResponse(2).path("result").toString());
        interrupted.join();
        client.send("{'jsonrpc':'2.0','method':'exit'}");
        serverEnded.join();
    }

    @Test
    void theEndOfTheClientProcessEndsTheServer() throws Exception {
        Process clientProcess = new ProcessBuilder("sleep", "1000").start();
        client.send(
                "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'processId':" + clientProcess.pid() + "}}");
        client.awaitResponse(1);
        clientProcess.destroyForcibly();
        serverEnded.join();
    }

    @Test
    void aProcessThatIsNotVisibleIsNotWatched() {
        client.send("{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'processId':99999999}}");
        client.awaitResponse(1);
        client.send("{'jsonrpc':'2.0','id':2,'method':'models/list'}");
        assertTrue(client.awaitResponse(2).has("result"));
    }

    @Test
    void theSecretStorageOfAClientWithTheCapabilityIsUsed() throws Exception {
        client.initializeAndSettle("{'secretStorage':true}");
        CompletableFuture<Optional<String>> value = CompletableFuture.supplyAsync(() -> services.ownerSecretStorage
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
    void aClientWithoutSecretStorageGetsNoRequest() {
        client.initializeAndSettle("{'secretStorage':false}");
        assertEquals(Optional.empty(), services.ownerSecretStorage.get());
    }

    @Test
    void aClientWithProgressIsNotifiedOfChanges() {
        Problem problem = new Problem(Problem.Severity.ERROR, "Broken.", Optional.of("/f"), 1, 2, Optional.empty());
        services.config =
                new Config(List.of(), Optional.empty(), Config.EMPTY.network(), Map.of(), List.of(problem), Map.of());
        client.initialize("{'progress':true}");
        assertEquals("config/problems", client.next().path("method").asText());

        services.modelListeners.forEach(Runnable::run);
        assertEquals("models/didChange", client.next().path("method").asText());

        StatusParams status =
                new StatusParams("ollama", new ProviderStatus(ProviderStatus.State.READY, "Ready", Optional.empty()));
        services.statusListeners.forEach(listener -> listener.accept(status));
        assertEquals(
                "ready",
                client.next().path("params").path("status").path("state").asText());

        services.configListeners.forEach(listener -> listener.accept(services.config));
        assertEquals(
                "Broken.",
                client.next()
                        .path("params")
                        .path("problems")
                        .path(0)
                        .path("message")
                        .asText());
    }

    @Test
    void aKeyIsStoredAndNeverReturned() {
        client.send(
                "{'jsonrpc':'2.0','id':1,'method':'secrets/set','params':{'provider':'p','value':' sk-canary\\n'}}");
        JsonNode response = client.next();
        assertEquals("test", response.path("result").path("answering").asText());
        assertFalse(response.toString().contains("canary"), response.toString());
        assertEquals("sk-canary", services.storedSecrets.get("p").reveal());
        client.send("{'jsonrpc':'2.0','id':2,'method':'secrets/delete','params':{'provider':'p'}}");
        assertFalse(client.awaitResponse(2).path("result").has("answering"));
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
            return TestServices.CHAT_RESULT;
        };
        client.initialize("{}");
        client.send(CHAT_REQUEST);
        assertEquals(
                "test", client.next().path("params").path("value").path("text").asText());
        client.awaitResponse(1);
        client.send(CHAT_REQUEST.replace("'model':'m'", "'model':'m','consumer':'some.extension'"));
        assertEquals(
                "some.extension",
                client.next().path("params").path("value").path("text").asText());
    }
}
