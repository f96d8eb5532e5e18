package dev.openllm.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(TestTimeouts.TEST_SECONDS)
class NamedTokensTest {

    @TempDir
    Path folder;

    private final GatewayFixture gateway = new GatewayFixture();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void theTokenNameIsTheConsumer() {
        String token = gateway.tokens.add("codex");
        assertEquals(
                200, sendRequest(token, "{\"model\":\"m\",\"input\":\"hi\"}").statusCode());
        assertEquals(Optional.of("codex"), gateway.chats.lastRequest.consumer());
        assertEquals(
                200,
                sendRequest(GatewayFixture.TOKEN, "{\"model\":\"m\",\"input\":\"hi\"}")
                        .statusCode());
        assertEquals(Optional.of("gateway"), gateway.chats.lastRequest.consumer());
    }

    @Test
    void aRevokedTokenIsRefusedFromTheNextRequest() {
        String token = gateway.tokens.add("codex");
        assertTrue(gateway.tokens.revoke("codex"));
        assertFalse(gateway.tokens.revoke("codex"));
        assertEquals(
                401, sendRequest(token, "{\"model\":\"m\",\"input\":\"hi\"}").statusCode());
    }

    @Test
    void responsesStoredByOneClientAreNotVisibleToAnother() {
        String firstToken = gateway.tokens.add("one");
        String secondToken = gateway.tokens.add("two");
        String id = GatewayFixture.json(sendRequest(firstToken, "{\"model\":\"m\",\"input\":\"secret\"}")
                        .body())
                .path("id")
                .asText();
        String continuation = "{\"model\":\"m\",\"input\":\"more\",\"previous_response_id\":\"" + id + "\"}";
        assertEquals(400, sendRequest(secondToken, continuation).statusCode());
        assertEquals(404, get(secondToken, "/v1/responses/" + id).statusCode());
        assertEquals(
                404, get(secondToken, "/v1/responses/" + id + "/input_items").statusCode());
        assertEquals(200, get(firstToken, "/v1/responses/" + id).statusCode());
        assertEquals(200, sendRequest(firstToken, continuation).statusCode());
    }

    @Test
    void theFileContainsNoTokenAndIsPrivate() throws IOException {
        NamedTokens tokens = new NamedTokens(folder);
        String token = tokens.add("codex");
        Path file = folder.resolve("gateway.tokens.json");
        assertFalse(Files.readString(file).contains(token));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(Optional.of("codex"), new NamedTokens(folder).nameOf(token));
        assertEquals(Optional.empty(), tokens.nameOf(token + "x"));
        assertEquals(Optional.empty(), tokens.nameOf(""));
    }

    @Test
    void anInvalidFileAdmitsNobodyAndIsNotOverwritten() throws IOException {
        Files.writeString(folder.resolve("gateway.tokens.json"), "{");
        NamedTokens tokens = new NamedTokens(folder);
        assertEquals(Optional.empty(), tokens.nameOf("x"));
        assertThrows(OpenLlmException.class, () -> tokens.add("codex"));
        assertEquals("{", Files.readString(folder.resolve("gateway.tokens.json")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cli", "gateway", "acme.review", "../x", "A", "a b"})
    void aReservedOrInvalidNameIsRefused(String name) {
        NamedTokens tokens = new NamedTokens(folder);
        assertThrows(OpenLlmException.class, () -> tokens.add(name));
    }

    @Test
    void noTokenHasTheIdOfAnExtensionThatNeedsConsent() {
        assertThrows(OpenLlmException.class, () -> new NamedTokens(folder).add("acme.tool"));
    }

    @Test
    void aNameIsUsedOnlyOnce() {
        NamedTokens tokens = new NamedTokens(folder);
        tokens.add("codex");
        assertThrows(OpenLlmException.class, () -> tokens.add("codex"));
    }

    private HttpResponse<String> sendRequest(String token, String json) {
        return gateway.send(gateway.requestBuilder("/v1/responses")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    private HttpResponse<String> get(String token, String path) {
        return gateway.send(gateway.requestBuilder(path)
                .header("Authorization", "Bearer " + token)
                .GET()
                .build());
    }

    @Test
    void tokensOfRunsCanShareANameAndAreNotListed() {
        String firstToken = gateway.tokens.addForThisProcess("claude");
        String secondToken = gateway.tokens.addForThisProcess("claude");
        assertEquals(
                200,
                sendRequest(firstToken, "{\"model\":\"m\",\"input\":\"hi\"}").statusCode());
        assertEquals(Optional.of("claude"), gateway.chats.lastRequest.consumer());
        assertEquals(List.of(), gateway.tokens.list());
        assertFalse(gateway.tokens.revoke("claude"));
        gateway.tokens.revokeRun(firstToken);
        assertEquals(
                401,
                sendRequest(firstToken, "{\"model\":\"m\",\"input\":\"hi\"}").statusCode());
        assertEquals(
                200,
                sendRequest(secondToken, "{\"model\":\"m\",\"input\":\"hi\"}").statusCode());
    }

    @Test
    void theTokenOfAnEndedProcessIsRefusedAndRemovedWithTheNextChange() throws IOException {
        NamedTokens tokens = new NamedTokens(folder);
        String token = tokens.addForThisProcess("claude");
        Path file = folder.resolve("gateway.tokens.json");
        Files.writeString(file, Files.readString(file).replaceAll("\"process\" : \\d+", "\"process\" : 999999999"));
        NamedTokens reopened = new NamedTokens(folder);
        assertEquals(Optional.empty(), reopened.nameOf(token));
        reopened.add("codex");
        assertFalse(Files.readString(file).contains("claude"));
    }

    @Test
    void anotherProcessWithTheSameIdDoesNotMakeATokenValid() throws IOException {
        NamedTokens tokens = new NamedTokens(folder);
        String token = tokens.addForThisProcess("claude");
        assertEquals(Optional.of("claude"), tokens.nameOf(token));
        Path file = folder.resolve("gateway.tokens.json");
        String content = Files.readString(file);
        String withOtherStartTime =
                content.replaceAll("\"started\" : \"[^\"]+\"", "\"started\" : \"2001-01-01T00:00:00Z\"");
        Files.writeString(file, withOtherStartTime.replaceAll(",\\s+\"startedSinceBoot\" : \"[^\"]+\"", ""));
        assertEquals(Optional.empty(), new NamedTokens(folder).nameOf(token));
        Files.writeString(
                file, content.replaceAll("\"startedSinceBoot\" : \"[^\"]+\"", "\"startedSinceBoot\" : \"other 1\""));
        assertEquals(
                content.contains("startedSinceBoot") ? Optional.empty() : Optional.of("claude"),
                new NamedTokens(folder).nameOf(token));
    }

    @Test
    void theTokenOfAProcessWithAnUnknownStartTimeIsRefused() throws IOException {
        String token = new NamedTokens(folder).addForThisProcess("claude");
        Path file = folder.resolve("gateway.tokens.json");
        String withoutStartTime = Files.readString(file)
                .replaceAll("\"started\" : \"[^\"]+\"", "\"started\" : \"\"")
                .replaceAll(",\\s+\"startedSinceBoot\" : \"[^\"]+\"", "");
        Files.writeString(file, withoutStartTime);

        assertEquals(Optional.empty(), new NamedTokens(folder).nameOf(token));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theTokenOfARunningProcessIsValidAfterAClockChange() throws IOException {
        String token = new NamedTokens(folder).addForThisProcess("claude");
        Path file = folder.resolve("gateway.tokens.json");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceAll("\"started\" : \"[^\"]+\"", "\"started\" : \"2001-01-01T00:00:00Z\""));
        assertEquals(Optional.of("claude"), new NamedTokens(folder).nameOf(token));
    }
}
