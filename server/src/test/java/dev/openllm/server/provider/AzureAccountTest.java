package dev.openllm.server.provider;

import static dev.openllm.server.provider.ConfigInMemory.Written.provider;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ProviderStatus.State;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.http.HttpAnswer;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.provider.entra.MicrosoftAccount;
import dev.openllm.server.secret.Secret;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.FakeRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for Azure without an API key, with a client that has a Microsoft account. */
class AzureAccountTest {

    private static final String TOKEN = "canary-token";

    private static final WireRequest CHAT =
            WireRequest.post("/chat/completions", Wire.JSON.createObjectNode().put("model", "d"));

    /** Provides its token after the user has signed in, which happens as soon as the user is prompted. */
    private static final class Account implements MicrosoftAccount {
        final List<String> tokenRequests = new CopyOnWriteArrayList<>();
        private volatile boolean signedIn;

        @Override
        public boolean isAvailable() {
            return true;
        }

        @Override
        public Optional<Secret> token(String scope, boolean interactive) {
            tokenRequests.add((interactive ? "sign in for " : "look up ") + scope);
            signedIn |= interactive;
            return signedIn ? Optional.of(new Secret(TOKEN)) : Optional.empty();
        }
    }

    @Test
    void theTokenIsSentOnlyInTheAuthorizationHeader() throws Exception {
        try (FakeProvider azure = FakeProvider.start().always("*", request -> FakeAnswer.json("{}"))) {
            ConfiguredProviders providers = providers(
                    ConfigInMemory.of(provider("mine")
                            .preset("azure")
                            .apiBase(azure.uri())
                            .models("d")
                            .build()),
                    new Account());
            OutgoingHttp http = new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {});
            try (HttpAnswer response = http.send(prepareChat(providers))) {
                assertEquals(200, response.status());
            }
            FakeRequest sentRequest = azure.lastRequest();
            assertEquals("Bearer " + TOKEN, sentRequest.header("authorization"));
            Map<String, String> otherHeaders = new HashMap<>(sentRequest.headers());
            otherHeaders.remove("authorization");
            String remainder = sentRequest.path()
                    + sentRequest.query()
                    + otherHeaders
                    + new String(sentRequest.body(), StandardCharsets.UTF_8);
            assertFalse(remainder.contains("canary") || otherHeaders.containsKey("api-key"), remainder);
        }
    }

    @Test
    void theFirstChatPromptsTheUserToSignInButTheModelListDoesNot() {
        Account account = new Account();
        ConfiguredProviders providers = providers(azureConfig(), account);
        assertEquals(
                List.of("mine/d", "echo/echo"),
                ModelListTest.modelIds(providers, new ListModelsParams(true, Optional.empty())));
        assertEquals(
                State.READY,
                ModelListTest.providerInfo(providers, "mine").status().state());
        assertFalse(
                account.tokenRequests.stream().anyMatch(tokenRequest -> tokenRequest.startsWith("sign in")),
                account.tokenRequests.toString());
        prepareChat(providers);
        assertEquals("sign in for https://ai.azure.com/.default", account.tokenRequests.getLast());
        assertEquals(
                Optional.of("your Microsoft account"),
                ModelListTest.providerInfo(providers, "mine").keySource());
    }

    @Test
    void theTokenIsCachedForTheNextRequests() {
        Account account = new Account();
        ConfiguredProviders providers = providers(azureConfig(), account);
        prepareChat(providers);
        int requestCount = account.tokenRequests.size();
        prepareChat(providers);
        assertEquals(requestCount, account.tokenRequests.size());
    }

    @Test
    void aKeyTakesPrecedenceOverAToken() {
        Account account = new Account();
        ConfiguredProviders providers = Service.providers(
                azureConfig(), new KeysInMemory().withKey("mine", "secret"), Map.of(), account, List.of());
        assertEquals("secret", prepareChat(providers).headers().get("api-key"));
        assertEquals(List.of(), account.tokenRequests);
    }

    @Test
    void noTokenIsRequestedForAWorkspacesAddress() {
        Account account = new Account();
        Origin workspace = new Origin(Origin.Source.YAML_WORKSPACE, Optional.empty(), 1, 1);
        ConfiguredProviders providers = providers(
                ConfigInMemory.of(provider("mine")
                        .apiBase("https://evil.openai.azure.com")
                        .models("d")
                        .origins(Map.of("apiBase", workspace))
                        .build()),
                account);
        OpenLlmException exception = assertThrows(OpenLlmException.class, () -> prepareChat(providers));
        assertEquals(ErrorKind.AUTH, exception.info().kind());
        assertEquals(List.of(), account.tokenRequests);
    }

    @ParameterizedTest
    @ValueSource(strings = {"preset", "quirks.entra", "quirks.entra-scope"})
    void noTokenIsRequestedIfAWorkspaceDeclaresAUsersServerAsAzure(String field) {
        Account account = new Account();
        Origin workspace = new Origin(Origin.Source.YAML_WORKSPACE, Optional.empty(), 1, 1);
        ConfiguredProviders providers = providers(
                ConfigInMemory.of(provider("mine")
                        .preset("azure")
                        .apiBase("https://mine.openai.azure.com")
                        .models("d")
                        .origins(Map.of(field, workspace))
                        .build()),
                account);

        assertThrows(OpenLlmException.class, () -> prepareChat(providers));
        assertEquals(List.of(), account.tokenRequests);
    }

    @Test
    void noTokenIsRequestedForAProviderOtherThanAzure() {
        Account account = new Account();
        ConfiguredProviders providers =
                providers(ConfigInMemory.of(provider("openai").models("d").build()), account);
        ResolvedModel.Remote model = (ResolvedModel.Remote) providers.resolve("openai/d");
        assertThrows(
                OpenLlmException.class, () -> providers.signer().prepareChat(model.endpoint(), CHAT, TimeLimits.CHAT));
        assertEquals(List.of(), account.tokenRequests);
    }

    private static ConfigInMemory azureConfig() {
        return ConfigInMemory.of(provider("mine")
                .apiBase("https://r.openai.azure.com")
                .models("d")
                .build());
    }

    private static ConfiguredProviders providers(ConfigInMemory config, MicrosoftAccount account) {
        return Service.providers(config, new KeysInMemory(), Map.of(), account, List.of());
    }

    private static HttpCall prepareChat(ConfiguredProviders providers) {
        ResolvedModel.Remote model = (ResolvedModel.Remote) providers.resolve("mine/d");
        return providers.signer().prepareChat(model.endpoint(), CHAT, TimeLimits.CHAT);
    }
}
