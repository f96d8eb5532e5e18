package dev.openllm.server.provider.entra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for signing in to Microsoft Entra ID, with a local server in place of Microsoft. */
class MicrosoftTokensTest {

    private static final String SCOPE = "https://ai.azure.com/.default";

    private static final Map<String, String> SERVICE_PRINCIPAL = Map.of(
            "AZURE_TENANT_ID", "11111111-2222-3333-4444-555555555555",
            "AZURE_CLIENT_ID", "66666666-7777-8888-9999-000000000000",
            "AZURE_CLIENT_SECRET", "canary-secret");

    @Test
    void aServicePrincipalSignsInOnceWithItsSecretForManyRequests() {
        try (FakeProvider microsoft = FakeProvider.start()) {
            microsoft.always("*", request -> tokenResponse("t-1"));
            MicrosoftTokens tokens = new MicrosoftTokens(SERVICE_PRINCIPAL, redirectingSender(microsoft));
            assertEquals("t-1", tokens.token(SCOPE).reveal());
            assertEquals("t-1", tokens.token(SCOPE).reveal());
            assertEquals(1, microsoft.requests().size());
            String requestBody = URLDecoder.decode(
                    new String(microsoft.lastRequest().body(), StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            assertTrue(requestBody.contains("client_secret=canary-secret") && requestBody.contains(SCOPE), requestBody);
            assertTrue(microsoft.lastRequest().path().startsWith("/" + SERVICE_PRINCIPAL.get("AZURE_TENANT_ID") + "/"));
        }
    }

    @Test
    void aWorkloadSignsInWithTheTokenInItsFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "federated-token\n");
        try (FakeProvider microsoft = FakeProvider.start()) {
            microsoft.always("*", request -> tokenResponse("t-2"));
            MicrosoftTokens tokens = new MicrosoftTokens(
                    Map.of(
                            "AZURE_TENANT_ID", SERVICE_PRINCIPAL.get("AZURE_TENANT_ID"),
                            "AZURE_CLIENT_ID", SERVICE_PRINCIPAL.get("AZURE_CLIENT_ID"),
                            "AZURE_FEDERATED_TOKEN_FILE", file.toString()),
                    redirectingSender(microsoft));
            assertEquals("t-2", tokens.token(SCOPE).reveal());
            assertTrue(new String(microsoft.lastRequest().body(), StandardCharsets.UTF_8).contains("federated-token"));
        }
    }

    @Test
    void aRefusalIsAnAuthErrorThatContainsNoSecret() {
        try (FakeProvider microsoft = FakeProvider.start()) {
            microsoft.always(
                    "*",
                    request -> FakeAnswer.error(
                            401,
                            "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: canary-secret\"}"));
            MicrosoftTokens tokens = new MicrosoftTokens(SERVICE_PRINCIPAL, redirectingSender(microsoft));
            OpenLlmException exception = assertThrows(OpenLlmException.class, () -> tokens.token(SCOPE));
            assertEquals(ErrorKind.AUTH, exception.info().kind());
            assertEquals("Microsoft Entra ID did not issue a token (invalid_client).", exception.getMessage());
            assertFalse(exception.info().toString().contains("canary"));
        }
    }

    @Test
    void aMissingCredentialIsNamed() {
        MicrosoftTokens tokens = new MicrosoftTokens(Map.of("AZURE_TENANT_ID", "t", "AZURE_CLIENT_ID", "c"), call -> {
            throw new AssertionError("Nothing may be sent.");
        });
        OpenLlmException exception = assertThrows(OpenLlmException.class, () -> tokens.token(SCOPE));
        assertTrue(exception.getMessage().contains("AZURE_FEDERATED_TOKEN_FILE"), exception.getMessage());
    }

    private static FakeAnswer tokenResponse(String value) {
        return FakeAnswer.json("{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"" + value + "\"}");
    }

    /**
     * Returns a sender that redirects requests for Microsoft to the local server, because the Microsoft library accepts
     * only {@code https} addresses of Microsoft.
     */
    private static HttpSender redirectingSender(FakeProvider microsoft) {
        OutgoingHttp http = new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {});
        return call -> {
            assertEquals("login.microsoftonline.com", call.uri().getHost());
            URI redirected = URI.create(microsoft.uri() + call.uri().getRawPath());
            return http.send(new HttpCall(call.method(), redirected, call.headers(), call.body(), call.limits()));
        };
    }
}
