package dev.openllm.server.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.config.ConfigShowResult;
import dev.openllm.server.config.edit.DestinationChange;
import dev.openllm.server.rpc.peer.PeerLimits;
import dev.openllm.server.rpc.peer.PeerServer;
import dev.openllm.server.rpc.peer.WebSocketPeer;
import dev.openllm.server.testing.TestTimeouts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests for what a peer can use of the client that started the server: its tools, and the configuration if the client
 * consents.
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class OwnersForPeersTest {

    private static final String LIST_TOOLS = request(7, "tools/list", "{}");
    private static final String CALL_TOOL =
            request(7, "tools/call", "{\"name\":\"greet\",\"arguments\":{\"who\":\"you\"}}");
    private static final String SHOW_CONFIG = request(7, "config/show", "{}");
    private static final String EDIT_CONFIG = request(7, "config/edit", "{\"edits\":[]}");

    @TempDir
    private Path folder;

    private final TestServices services = new TestServices();
    private PeerServer server;
    private RawClient owner;
    private WebSocketPeer peer;

    @BeforeEach
    void connect() {
        services.decisionsFolder = folder;
        Services sharedServices = services.services();
        BytePipe toServer = new BytePipe();
        BytePipe toClient = new BytePipe();
        StdioServer stdio = StdioServer.on(toServer.source(), toClient.sink());
        Thread.ofPlatform().daemon().start(() -> stdio.serve(sharedServices));
        owner = new RawClient(toClient.source(), toServer.sink());
        server = PeerServer.start(sharedServices, PeerLimits.DEFAULT);
        peer = new WebSocketPeer(server.port(), server.token());
        peer.send(request(1, "initialize", "{\"clientName\":\"python\"}"));
        peer.next();
    }

    @AfterEach
    void end() {
        peer.close();
        server.close();
        owner.close();
    }

    private void initializeOwner(String capabilities) {
        owner.initializeAndSettle("{" + capabilities + "}");
    }

    @Test
    void aPeerUsesModelsInItsOwnNameWhateverItClaims() {
        List<String> consumers = new CopyOnWriteArrayList<>();
        services.chat = (params, sink) -> {
            consumers.add(params.consumer().orElse("nobody"));
            return TestServices.CHAT_RESULT;
        };

        peer.send(request(7, "chat/start", "{\"model\":\"m\",\"consumer\":\"acme.trusted\"}"));
        peer.next();

        assertEquals(List.of("python"), consumers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vscode", "gateway", "github.copilot-chat", "playground"})
    void aPeerCannotImpersonateTheEditor(String name) {
        assertEquals("peer:" + name, ClientRole.PEER.consumer(name));
    }

    @Test
    void theToolsOfTheOwnerAreListed() {
        initializeOwner("\"tools\":true");
        peer.send(LIST_TOOLS);
        JsonNode request = owner.next();
        assertEquals("tools/list", request.path("method").asText());
        owner.send(result(request, "{\"tools\":[{\"name\":\"greet\",\"description\":\"Greets.\"}]}"));

        JsonNode tool = peer.next().path("result").path("tools").path(0);

        assertEquals("greet", tool.path("name").asText());
        assertEquals("object", tool.path("inputSchema").path("type").asText(), "ready for a chat");
    }

    @Test
    void anOwnerWithoutToolsGetsNoRequest() {
        initializeOwner("\"questions\":true");
        peer.send(LIST_TOOLS);
        assertEquals("{\"tools\":[]}", peer.next().path("result").toString());
    }

    @Test
    void aToolIsCalledAfterTheUserAllowedTheProgram() {
        initializeOwner("\"tools\":true,\"questions\":true");
        peer.send(CALL_TOOL);
        JsonNode question = owner.next();
        assertEquals("consent/askPermission", question.path("method").asText());
        assertEquals(
                "{\"consumer\":\"python\",\"permission\":\"tools\"}",
                question.path("params").toString());
        owner.send(result(question, "{\"allowed\":true}"));
        JsonNode call = owner.next();
        assertEquals("tools/call", call.path("method").asText());
        assertEquals(
                "{\"name\":\"greet\",\"arguments\":{\"who\":\"you\"}}",
                call.path("params").toString());
        owner.send(result(call, "{\"content\":[{\"type\":\"text\",\"text\":\"Hello, you.\"}]}"));

        assertEquals(
                "{\"content\":[{\"type\":\"text\",\"text\":\"Hello, you.\"}],\"isError\":false}",
                peer.next().path("result").toString());
    }

    @Test
    void aRefusalByTheOwnerReachesThePeerUnchanged() {
        initializeAndAllow("tools");
        peer.send(CALL_TOOL);
        JsonNode call = owner.next();
        owner.send("{\"jsonrpc\":\"2.0\",\"id\":" + call.path("id") + ",\"error\":{\"code\":-32000,\"message\":\"No.\","
                + "\"data\":{\"kind\":\"permission\",\"message\":\"No.\",\"hint\":\"Ask nicely.\"}}}");

        JsonNode error = peer.next().path("error").path("data");

        assertEquals("permission", error.path("kind").asText());
        assertEquals("Ask nicely.", error.path("hint").asText());
    }

    @Test
    void aCancellationReachesTheTool() {
        initializeAndAllow("tools");
        peer.send(CALL_TOOL);
        JsonNode call = owner.next();
        peer.send("{\"jsonrpc\":\"2.0\",\"method\":\"$/cancelRequest\",\"params\":{\"id\":7}}");

        JsonNode cancellation = owner.next();

        assertEquals("$/cancelRequest", cancellation.path("method").asText());
        assertEquals(call.path("id"), cancellation.path("params").path("id"));
        assertEquals(
                "cancelled", peer.next().path("error").path("data").path("kind").asText());
    }

    @Test
    void aPeerThatDisconnectsEndsItsToolCall() {
        initializeAndAllow("tools");
        peer.send(CALL_TOOL);
        owner.next();
        peer.close();
        assertEquals("$/cancelRequest", owner.next().path("method").asText());
    }

    @Test
    void aToolIsNotCalledWithoutAnOwnerWithTools() throws Exception {
        allow("tools");
        peer.send(CALL_TOOL);
        JsonNode error = peer.next().path("error").path("data");
        assertEquals("invalid_request", error.path("kind").asText());
        assertTrue(error.path("message").asText().startsWith("No tool named greet is available"));
    }

    @ParameterizedTest
    @ValueSource(strings = {SHOW_METHOD, EDIT_METHOD})
    void changingTheConfigurationRequiresTheUsersConsentOnce(String method) {
        initializeOwner("\"questions\":true");
        String request = method.equals(SHOW_METHOD) ? SHOW_CONFIG : EDIT_CONFIG;
        peer.send(request);
        JsonNode question = owner.next();
        assertEquals(
                "{\"consumer\":\"python\",\"permission\":\"configuration\"}",
                question.path("params").toString());
        owner.send(result(question, "{\"allowed\":true}"));
        assertTrue(peer.next().has("result"));

        peer.send(request);
        assertTrue(peer.next().has("result"), "without another question");
    }

    private static final String SHOW_METHOD = "config/show";
    private static final String EDIT_METHOD = "config/edit";

    @Test
    void changingTheConfigurationIsRefusedIfTheUserDeclines() {
        initializeOwner("\"questions\":true");
        peer.send(EDIT_CONFIG);
        owner.send(result(owner.next(), "{\"allowed\":false}"));
        assertEquals(
                "permission",
                peer.next().path("error").path("data").path("kind").asText());
    }

    @Test
    void permissionToChangeTheConfigurationDoesNotIncludeDestinations() {
        setDestinationChange();
        initializeOwner("\"questions\":true");
        allow("configuration");
        for (int i = 0; i < 2; i++) {
            peer.send(EDIT_CONFIG);
            JsonNode question = owner.next();
            assertEquals("consent/askPermission", question.path("method").asText());
            assertEquals(
                    "python destinations [\"providers.work.api_base: https://a.example → https://b.example\"]",
                    question.at("/params/consumer").asText() + " "
                            + question.at("/params/permission").asText() + " " + question.at("/params/changes"));
            owner.send(result(question, "{\"allowed\":true}"));
            assertTrue(peer.next().has("result"), "asked each time");
        }
    }

    @Test
    void aDeniedOrUnansweredDestinationChangeIsRefusedWithThatChange() {
        setDestinationChange();
        initializeOwner("\"questions\":true");
        allow("configuration");
        peer.send(EDIT_CONFIG);
        owner.send(result(owner.next(), "{\"allowed\":false}"));
        assertEquals(
                "permission: You did not allow python to make this change: providers.work.api_base: "
                        + "https://a.example → https://b.example.",
                kindAndMessage(peer.next()));
        peer.send(EDIT_CONFIG);
        owner.send(result(owner.next(), "{}"));
        assertEquals(
                "permission: The request from python to make this change was not answered: "
                        + "providers.work.api_base: https://a.example → https://b.example.",
                kindAndMessage(peer.next()));
    }

    @Test
    void withoutAUserToAskNoProgramChangesADestination() {
        setDestinationChange();
        allow("configuration");
        peer.send(EDIT_CONFIG);
        assertEquals(
                "permission: python needs your approval to change where data is sent, and this server "
                        + "cannot ask for it: providers.work.api_base: https://a.example → https://b.example.",
                kindAndMessage(peer.next()));
    }

    private void setDestinationChange() {
        services.destinations = List.of(new DestinationChange(
                List.of("providers", "work", "apiBase"),
                "providers.work.api_base",
                Optional.of(TextNode.valueOf("https://a.example")),
                Optional.of(TextNode.valueOf("https://b.example"))));
    }

    private static String kindAndMessage(JsonNode response) {
        JsonNode error = response.at("/error/data");
        return error.path("kind").asText() + ": " + error.path("message").asText();
    }

    @Test
    void changingTheConfigurationIsRefusedWithoutAUserToAsk() {
        peer.send(SHOW_CONFIG);
        assertEquals(
                "permission",
                peer.next().path("error").path("data").path("kind").asText());
    }

    @Test
    void headersAreHiddenFromPeersBecauseTheyCanContainKeys() {
        ConfigShowResult.Origin origin = new ConfigShowResult.Origin("here", Optional.empty(), Optional.empty(), 0, 0);
        services.configShowResult = new ConfigShowResult(
                List.of(
                        new ConfigShowResult.Value(
                                List.of("providers", "work", "headers", "X-Key"),
                                TextNode.valueOf("canary-key"),
                                origin,
                                List.of(new ConfigShowResult.Overridden(TextNode.valueOf("canary-key"), origin))),
                        new ConfigShowResult.Value(
                                List.of("providers", "work", "apiBase"), TextNode.valueOf("http://w"), origin, null)),
                null,
                null);
        initializeAndAllow("configuration");
        peer.send(SHOW_CONFIG);

        String response = peer.next().path("result").toString();

        assertFalse(response.contains("canary-key"), response);
        assertTrue(response.contains("http://w"), response);
    }

    /** Simulates an earlier permission by the user, and an owner that provides tools. */
    private void initializeAndAllow(String permission) {
        initializeOwner("\"tools\":true");
        allow(permission);
    }

    private void allow(String permission) {
        try {
            Files.writeString(
                    folder.resolve("access.json"),
                    "[{\"consumer\":\"python\",\"allowed\":true,\"answeredAt\":\"2026-05-04T09:30:00Z\",\"permission\":\""
                            + permission + "\"}]");
        } catch (java.io.IOException unwritable) {
            throw new java.io.UncheckedIOException(unwritable);
        }
    }

    private static String request(int id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    private static String result(JsonNode request, String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id") + ",\"result\":" + result + "}";
    }
}
