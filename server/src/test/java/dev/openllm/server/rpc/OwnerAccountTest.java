package dev.openllm.server.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.server.secret.Secret;
import dev.openllm.server.testing.TestTimeouts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests for the Microsoft account of the client that started the server, requested during a chat. */
@Timeout(TestTimeouts.TEST_SECONDS)
class OwnerAccountTest {

    private static final String CHAT_REQUEST =
            "{'jsonrpc':'2.0','id':1,'method':'chat/start','params':{'model':'m','progressToken':'t'}}";

    private final TestServices services = new TestServices();
    private RawClient client;

    @BeforeEach
    void aChatSendsItsToken() {
        BytePipe toServer = new BytePipe();
        BytePipe toClient = new BytePipe();
        StdioServer server = StdioServer.on(toServer.source(), toClient.sink());
        Thread.ofPlatform().daemon().start(() -> server.serve(services.services()));
        client = new RawClient(toClient.source(), toServer.sink());
        services.chat = (params, sink) -> {
            sink.accept(new ChatEvent.Text(services.ownerClient
                    .token("https://ai.azure.com/.default", true)
                    .map(Secret::reveal)
                    .orElse("none")));
            return TestServices.CHAT_RESULT;
        };
    }

    @AfterEach
    void leave() {
        client.close();
    }

    @Test
    void aClientWithTheCapabilityGetsATokenRequest() throws Exception {
        JsonNode request = chatAndAwaitRequest(client.initialize("{'accounts':true}"));
        assertEquals("auth/token", request.path("method").asText());
        assertEquals(
                Wire.JSON.readTree(
                        "{\"account\":\"microsoft\",\"scopes\":[\"https://ai.azure.com/.default\"],\"interactive\":true}"),
                request.path("params"));
        client.send("{'jsonrpc':'2.0','id':" + request.path("id") + ",'result':{'token':'a-token'}}");
        assertEquals("a-token", awaitProgressText());
    }

    @Test
    void aUserWhoDoesNotSignInHasNoToken() {
        JsonNode request = chatAndAwaitRequest(client.initialize("{'accounts':true}"));
        client.send("{'jsonrpc':'2.0','id':" + request.path("id") + ",'result':{}}");
        assertEquals("none", awaitProgressText());
    }

    @Test
    void aClientThatFailsProvidesNoToken() {
        JsonNode request = chatAndAwaitRequest(client.initialize("{'accounts':true}"));
        client.send("{'jsonrpc':'2.0','id':" + request.path("id") + ",'error':{'code':-32603,'message':'no'}}");
        assertEquals("none", awaitProgressText());
    }

    @Test
    void aClientWithoutTheCapabilityGetsNoRequest() {
        client.initialize("{}").send(CHAT_REQUEST);
        assertEquals("none", awaitProgressText());
    }

    private JsonNode chatAndAwaitRequest(RawClient initializedClient) {
        return initializedClient.send(CHAT_REQUEST).next();
    }

    private String awaitProgressText() {
        return client.next().path("params").path("value").path("text").asText();
    }
}
