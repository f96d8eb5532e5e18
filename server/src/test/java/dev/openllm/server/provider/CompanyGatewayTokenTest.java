package dev.openllm.server.provider;

import static dev.openllm.server.provider.ConfigInMemory.Written.provider;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.config.ConfigFolder;
import dev.openllm.server.config.LiveConfig;
import dev.openllm.server.config.ProviderConfig;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.provider.entra.MicrosoftAccount;
import dev.openllm.server.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for a company gateway that accepts Microsoft Entra ID tokens that are issued for its own application. */
class CompanyGatewayTokenTest {

    private static final WireRequest CHAT =
            WireRequest.post("/chat/completions", Wire.JSON.createObjectNode().put("model", "d"));

    @TempDir
    Path temp;

    private final List<String> scopes = new CopyOnWriteArrayList<>();
    private final MicrosoftAccount account = new MicrosoftAccount() {
        @Override
        public boolean isAvailable() {
            return true;
        }

        @Override
        public Optional<Secret> token(String scope, boolean interactive) {
            scopes.add(scope);
            return Optional.of(new Secret("canary-token"));
        }
    };

    private HttpCall prepareCall(ProviderConfig config) {
        ConfiguredProviders providers =
                Service.providers(ConfigInMemory.of(config), new KeysInMemory(), Map.of(), account, List.of());
        ResolvedModel.Remote model = (ResolvedModel.Remote) providers.resolve("corp/d");
        return providers.signer().prepareChat(model.endpoint(), CHAT, TimeLimits.CHAT);
    }

    private static ConfigInMemory.Written corpProvider(String base, Map<String, String> quirks) {
        return provider("corp").apiBase(base).models("d").quirks(quirks);
    }

    @ParameterizedTest
    @CsvSource({
        "entra-audience, api://llm-gateway, api://llm-gateway/.default",
        "entra-audience, api://llm-gateway/, api://llm-gateway/.default",
        "entra-audience, https://llm.example.com, https://llm.example.com/.default",
        "entra-audience, 11111111-2222-3333-4444-555555555555, 11111111-2222-3333-4444-555555555555/.default",
        "entra-scope, api://llm-gateway/.default, api://llm-gateway/.default",
        "entra-scope, api://tenant.example/llm/user_impersonation, api://tenant.example/llm/user_impersonation",
    })
    void theTokenIsForTheGatewaysAudience(String quirk, String value, String scope) {
        HttpCall call = prepareCall(
                corpProvider("https://llm.example.com/v1", Map.of(quirk, value)).build());

        assertEquals("Bearer canary-token", call.headers().get("Authorization"));
        assertEquals(URI.create("https://llm.example.com/v1/chat/completions"), call.uri());
        assertEquals(List.of(scope), scopes);
    }

    @Test
    void aServerWithoutAnAudienceReceivesNoToken() {
        assertEquals(
                null,
                prepareCall(corpProvider("https://llm.example.com/v1", Map.of()).build())
                        .headers()
                        .get("Authorization"));
        assertEquals(List.of(), scopes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "llm-gateway",
                "api://",
                "api:// gateway",
                "api://llm-gateway/.default extra",
                "http://llm.example.com",
                "https://user@llm.example.com",
                "https://llm.example.com?x=1",
                "11111111-2222-3333-4444",
                "${AUDIENCE}",
                "openid",
                "*",
            })
    void anInvalidAudienceOrScopeMakesTheProviderUnusable(String value) {
        for (String quirk : List.of("entra-audience", "entra-scope")) {
            OpenLlmException exception = assertThrows(
                    OpenLlmException.class,
                    () -> prepareCall(corpProvider("https://llm.example.com/v1", Map.of(quirk, value))
                            .build()));
            assertEquals(ErrorKind.CONFIG, exception.info().kind());
            assertTrue(exception.getMessage().contains(quirk), exception.getMessage());
        }
        assertEquals(List.of(), scopes);
    }

    @Test
    void specifyingBothAudienceAndScopeIsAnError() {
        assertConfigError(Map.of("entra-audience", "api://a", "entra-scope", "api://a/.default"));
    }

    @Test
    void anUnknownSignInMethodIsAnError() {
        assertConfigError(Map.of("entra", "managed_identity"));
    }

    private void assertConfigError(Map<String, String> quirks) {
        OpenLlmException exception = assertThrows(
                OpenLlmException.class,
                () -> prepareCall(
                        corpProvider("https://llm.example.com/v1", quirks).build()));
        assertEquals(ErrorKind.CONFIG, exception.info().kind());
        assertEquals(List.of(), scopes);
    }

    @Test
    void noTokenIsSentWithoutTls() {
        OpenLlmException exception = assertThrows(
                OpenLlmException.class,
                () -> prepareCall(corpProvider("http://llm.example.com/v1", Map.of("entra-audience", "api://llm"))
                        .build()));
        assertEquals(ErrorKind.CONFIG, exception.info().kind());
        assertEquals(List.of(), scopes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"apiBase", "preset", "quirks.entra-audience", "quirks.entra-scope", "quirks.entra"})
    void noTokenIsSentToAWorkspacesAddress(String field) {
        Origin workspace = new Origin(Origin.Source.YAML_WORKSPACE, Optional.empty(), 1, 1);
        HttpCall call = prepareCall(corpProvider("https://llm.example.com/v1", Map.of("entra-audience", "api://llm"))
                .origins(Map.of(field, workspace))
                .build());

        assertEquals(null, call.headers().get("Authorization"));
        assertEquals(List.of(), scopes);
    }

    @Test
    void theSourceOfEachQuirkIsKnown() {
        ConfigFolder folder = new ConfigFolder(temp)
                .user("providers:\n- name: corp\n  api_base: https://llm.example.com\n  quirks: {entra: none}\n")
                .workspace("providers:\n- name: corp\n  quirks: {entra-audience: \"api://evil\"}\n");
        try (LiveConfig liveConfig = LiveConfig.of(folder.locations())) {
            liveConfig.applySettings(folder.settings("{}", "{}", true));
            Map<String, Origin> origins =
                    liveConfig.current().provider("corp").orElseThrow().origins();

            assertTrue(origins.get("quirks.entra-audience").fromWorkspace());
            assertTrue(!origins.get("quirks.entra").fromWorkspace());
        }
    }
}
