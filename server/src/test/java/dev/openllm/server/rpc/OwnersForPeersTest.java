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
@Timeout(TestTimeouts.OF_A_TEST)
class OwnersForPeersTest {

    private static final String LIST = request(7, "tools/list", "{}");
    private static final String CALL = request(7, "tools/call", "{\"name\":\"greet\",\"arguments\":{\"who\":\"you\"}}");
    private static final String SHOW = request(7, "config/show", "{}");
    private static final String EDIT = request(7, "config/edit", "{\"edits\":[]}");

    @TempDir
    private Path folder;

    private final TestServices services = new TestServices();
    private PeerServer server;
    private RawClient owner;
    private WebSocketPeer peer;

    @BeforeEach
    void connect() {
        services.answers = folder;
        Services shared = services.services();
        BytePipe toServer = new BytePipe();
        BytePipe toClient = new BytePipe();
        StdioServer stdio = StdioServer.on(toServer.source(), toClient.sink());
        Thread.ofPlatform().daemon().start(() -> stdio.serve(shared));
        owner = new RawClient(toClient.source(), toServer.sink());
        server = PeerServer.start(shared, PeerLimits.DEFAULT);
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

    private void ownerWith(String capabilities) {
        owner.initializeAndSettle("{" + capabilities + "}");
    }

    @Test
    void aPeerUsesModelsInItsOwnNameWhateverItClaims() {
        List<String> consumers = new CopyOnWriteArrayList<>();
        services.chat = (params, sink) -> {
            consumers.add(params.consumer().orElse("nobody"));
            return TestServices.DONE;
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
        ownerWith("\"tools\":true");
        peer.send(LIST);
        JsonNode asked = owner.next();
        assertEquals("tools/list", asked.path("method").asText());
        owner.send(result(asked, "{\"tools\":[{\"name\":\"greet\",\"description\":\"Greets.\"}]}"));

        JsonNode tool = peer.next().path("result").path("tools").path(0);

        assertEquals("greet", tool.path("name").asText());
        assertEquals("object", tool.path("inputSchema").path("type").asText(), "ready for a chat");
    }

    @Test
    void anOwnerWithoutToolsGetsNoRequest() {
        ownerWith("\"questions\":true");
        peer.send(LIST);
        assertEquals("{\"tools\":[]}", peer.next().path("result").toString());
    }

    @Test
    void aToolIsCalledAfterTheUserAllowedTheProgram() {
        ownerWith("\"tools\":true,\"questions\":true");
        peer.send(CALL);
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
        allowed("tools");
        peer.send(CALL);
        JsonNode call = owner.next();
        owner.send("{\"jsonrpc\":\"2.0\",\"id\":" + call.path("id") + ",\"error\":{\"code\":-32000,\"message\":\"No.\","
                + "\"data\":{\"kind\":\"permission\",\"message\":\"No.\",\"hint\":\"Ask nicely.\"}}}");

        JsonNode error = peer.next().path("error").path("data");

        assertEquals("permission", error.path("kind").asText());
        assertEquals("Ask nicely.", error.path("hint").asText());
    }

    @Test
    void aCancellationReachesTheTool() {
        allowed("tools");
        peer.send(CALL);
        JsonNode call = owner.next();
        peer.send("{\"jsonrpc\":\"2.0\",\"method\":\"$/cancelRequest\",\"params\":{\"id\":7}}");

        JsonNode cancel = owner.next();

        assertEquals("$/cancelRequest", cancel.path("method").asText());
        assertEquals(call.path("id"), cancel.path("params").path("id"));
        assertEquals(
                "cancelled", peer.next().path("error").path("data").path("kind").asText());
    }

    @Test
    void aPeerThatDisconnectsEndsItsToolCall() {
        allowed("tools");
        peer.send(CALL);
        owner.next();
        peer.close();
        assertEquals("$/cancelRequest", owner.next().path("method").asText());
    }

    @Test
    void aToolIsNotCalledWithoutAnOwnerWithTools() throws Exception {
        allow("tools");
        peer.send(CALL);
        JsonNode error = peer.next().path("error").path("data");
        assertEquals("invalid_request", error.path("kind").asText());
        assertTrue(error.path("message").asText().startsWith("No tool named greet is available"));
    }

    @ParameterizedTest
    @ValueSource(strings = {SHOW_NAME, EDIT_NAME})
    void changingTheConfigurationRequiresTheUsersConsentOnce(String method) {
        ownerWith("\"questions\":true");
        String request = method.equals(SHOW_NAME) ? SHOW : EDIT;
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

    private static final String SHOW_NAME = "config/show";
    private static final String EDIT_NAME = "config/edit";

    @Test
    void changingTheConfigurationIsRefusedIfTheUserDeclines() {
        ownerWith("\"questions\":true");
        peer.send(EDIT);
        owner.send(result(owner.next(), "{\"allowed\":false}"));
        assertEquals(
                "permission",
                peer.next().path("error").path("data").path("kind").asText());
    }

    @Test
    void permissionToChangeTheConfigurationDoesNotIncludeDestinations() {
        movesWork();
        ownerWith("\"questions\":true");
        allow("configuration");
        for (int i = 0; i < 2; i++) {
            peer.send(EDIT);
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
        movesWork();
        ownerWith("\"questions\":true");
        allow("configuration");
        peer.send(EDIT);
        owner.send(result(owner.next(), "{\"allowed\":false}"));
        assertEquals(
                "permission: You did not allow python to make this change: providers.work.api_base: "
                        + "https://a.example → https://b.example.",
                kindAndMessage(peer.next()));
        peer.send(EDIT);
        owner.send(result(owner.next(), "{}"));
        assertEquals(
                "permission: The request from python to make this change was not answered: "
                        + "providers.work.api_base: https://a.example → https://b.example.",
                kindAndMessage(peer.next()));
    }

    @Test
    void withoutAUserToAskNoProgramChangesADestination() {
        movesWork();
        allow("configuration");
        peer.send(EDIT);
        assertEquals(
                "permission: python needs your approval to change where data is sent, and this server "
                        + "cannot ask for it: providers.work.api_base: https://a.example → https://b.example.",
                kindAndMessage(peer.next()));
    }

    private void movesWork() {
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
        peer.send(SHOW);
        assertEquals(
                "permission",
                peer.next().path("error").path("data").path("kind").asText());
    }

    @Test
    void headersAreHiddenFromPeersBecauseTheyCanContainKeys() {
        ConfigShowResult.Origin origin = new ConfigShowResult.Origin("here", Optional.empty(), Optional.empty(), 0, 0);
        services.shown = new ConfigShowResult(
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
        allowed("configuration");
        peer.send(SHOW);

        String shown = peer.next().path("result").toString();

        assertFalse(shown.contains("canary-key"), shown);
        assertTrue(shown.contains("http://w"), shown);
    }

    /** Simulates an earlier permission by the user, and an owner that provides tools. */
    private void allowed(String permission) {
        ownerWith("\"tools\":true");
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
