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
        final List<String> asked = new CopyOnWriteArrayList<>();
        private volatile boolean signedIn;

        @Override
        public boolean isAvailable() {
            return true;
        }

        @Override
        public Optional<Secret> token(String scope, boolean interactive) {
            asked.add((interactive ? "sign in for " : "look up ") + scope);
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
                            .at(azure.uri())
                            .models("d")
                            .done()),
                    new Account());
            OutgoingHttp http = new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {});
            try (HttpAnswer answer = http.send(chat(providers))) {
                assertEquals(200, answer.status());
            }
            FakeRequest sent = azure.lastRequest();
            assertEquals("Bearer " + TOKEN, sent.header("authorization"));
            Map<String, String> others = new HashMap<>(sent.headers());
            others.remove("authorization");
            String rest = sent.path() + sent.query() + others + new String(sent.body(), StandardCharsets.UTF_8);
            assertFalse(rest.contains("canary") || others.containsKey("api-key"), rest);
        }
    }

    @Test
    void theFirstChatPromptsTheUserToSignInButTheModelListDoesNot() {
        Account account = new Account();
        ConfiguredProviders providers = providers(mine(), account);
        assertEquals(
                List.of("mine/d", "echo/echo"),
                ModelListTest.ids(providers, new ListModelsParams(true, Optional.empty())));
        assertEquals(
                State.READY, ModelListTest.status(providers, "mine").status().state());
        assertFalse(account.asked.stream().anyMatch(asked -> asked.startsWith("sign in")), account.asked.toString());
        chat(providers);
        assertEquals("sign in for https://ai.azure.com/.default", account.asked.getLast());
        assertEquals(
                Optional.of("your Microsoft account"),
                ModelListTest.status(providers, "mine").keySource());
    }

    @Test
    void theTokenIsCachedForTheNextRequests() {
        Account account = new Account();
        ConfiguredProviders providers = providers(mine(), account);
        chat(providers);
        int asked = account.asked.size();
        chat(providers);
        assertEquals(asked, account.asked.size());
    }

    @Test
    void aKeyTakesPrecedenceOverAToken() {
        Account account = new Account();
        ConfiguredProviders providers =
                Service.providers(mine(), new KeysInMemory().with("mine", "secret"), Map.of(), account, List.of());
        assertEquals("secret", chat(providers).headers().get("api-key"));
        assertEquals(List.of(), account.asked);
    }

    @Test
    void noTokenIsRequestedForAWorkspacesAddress() {
        Account account = new Account();
        Origin workspace = new Origin(Origin.Source.YAML_WORKSPACE, Optional.empty(), 1, 1);
        ConfiguredProviders providers = providers(
                ConfigInMemory.of(provider("mine")
                        .at("https://evil.openai.azure.com")
                        .models("d")
                        .from(Map.of("apiBase", workspace))
                        .done()),
                account);
        OpenLlmException refused = assertThrows(OpenLlmException.class, () -> chat(providers));
        assertEquals(ErrorKind.AUTH, refused.info().kind());
        assertEquals(List.of(), account.asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"preset", "quirks.entra", "quirks.entra-scope"})
    void noTokenIsRequestedIfAWorkspaceDeclaresAUsersServerAsAzure(String field) {
        Account account = new Account();
        Origin workspace = new Origin(Origin.Source.YAML_WORKSPACE, Optional.empty(), 1, 1);
        ConfiguredProviders providers = providers(
                ConfigInMemory.of(provider("mine")
                        .preset("azure")
                        .at("https://mine.openai.azure.com")
                        .models("d")
                        .from(Map.of(field, workspace))
                        .done()),
                account);

        assertThrows(OpenLlmException.class, () -> chat(providers));
        assertEquals(List.of(), account.asked);
    }

    @Test
    void noTokenIsRequestedForAProviderOtherThanAzure() {
        Account account = new Account();
        ConfiguredProviders providers =
                providers(ConfigInMemory.of(provider("openai").models("d").done()), account);
        ResolvedModel.Remote model = (ResolvedModel.Remote) providers.resolve("openai/d");
        assertThrows(
                OpenLlmException.class, () -> providers.signer().prepareChat(model.endpoint(), CHAT, TimeLimits.CHAT));
        assertEquals(List.of(), account.asked);
    }

    private static ConfigInMemory mine() {
        return ConfigInMemory.of(
                provider("mine").at("https://r.openai.azure.com").models("d").done());
    }

    private static ConfiguredProviders providers(ConfigInMemory config, MicrosoftAccount account) {
        return Service.providers(config, new KeysInMemory(), Map.of(), account, List.of());
    }

    private static HttpCall chat(ConfiguredProviders providers) {
        ResolvedModel.Remote model = (ResolvedModel.Remote) providers.resolve("mine/d");
        return providers.signer().prepareChat(model.endpoint(), CHAT, TimeLimits.CHAT);
    }
}
