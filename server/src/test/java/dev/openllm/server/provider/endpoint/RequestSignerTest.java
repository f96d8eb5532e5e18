package dev.openllm.server.provider.endpoint;

import static dev.openllm.server.provider.ConfigInMemory.Written.provider;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.config.ProviderConfig;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.provider.ConfiguredProviders;
import dev.openllm.server.provider.KeysInMemory;
import dev.openllm.server.provider.ResolvedModel;
import dev.openllm.server.provider.Service;
import dev.openllm.server.secret.Redaction;
import dev.openllm.server.secret.SecretQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for the headers and URLs of signed requests, and for the location of the API key in a request. */
class RequestSignerTest {

    private static final String BASE = "https://llm.example.com/v1";

    @Test
    void aRequestIsSentToTheBaseUrlWithItsPathAndBothQueries() {
        ProviderConfig work = provider("work").apiBase(BASE + "?api-version=1").build();
        HttpCall call = prepare(
                new KeysInMemory(),
                work,
                new WireRequest("GET", "/models", Map.of("page", "a b"), Map.of(), Optional.empty()));
        assertEquals(BASE + "/models?api-version=1&page=a+b", call.uri().toString());
    }

    @Test
    void userHeadersOverrideDialectHeaders() {
        ProviderConfig work = provider("work")
                .apiBase(BASE)
                .headers(Map.of("anthropic-version", "new", "X-Team", "blue"))
                .build();
        HttpCall call = prepare(
                new KeysInMemory(),
                work,
                new WireRequest("GET", "/models", Map.of(), Map.of("Anthropic-Version", "old"), Optional.empty()));
        assertEquals("new", header(call, "anthropic-version"));
        assertEquals("blue", header(call, "x-team"));
    }

    @Test
    void theKeyIsSentInTheProvidersHeader() {
        assertEquals(
                "Bearer secret",
                header(prepare(keys("work"), provider("work").apiBase(BASE).build()), "authorization"));
        HttpCall google = prepare(keys("google"), provider("google").build());
        assertEquals("secret", header(google, "x-goog-api-key"));
        assertNull(header(google, "authorization"));
    }

    @Test
    void theKeyIsLookedUpWithItsDestination() {
        KeysInMemory keys = keys("work");
        prepare(
                keys,
                provider("work")
                        .apiBase("https://LLM.example.com:8443/v1")
                        .apiKeyEnv("WORK_KEY")
                        .build());
        SecretQuery query = keys.queries.getLast();
        assertEquals(new SecretQuery("work", List.of("WORK_KEY"), "https://llm.example.com:8443", false), query);
    }

    @Test
    void noEnvironmentKeyIsUsedForAVsCodeGroup() {
        KeysInMemory keys = keys("openai-added");
        Origin group = new Origin(Origin.Source.VSCODE_GROUP, Optional.empty(), 0, 0);
        prepare(
                keys,
                provider("openai-added")
                        .apiBase("https://api.openai.com/v1")
                        .origins(Map.of("apiBase", group))
                        .build());
        assertEquals(List.of(), keys.queries.getLast().envNames());
    }

    @Test
    void anAddressFromTheWorkspaceIsMarked() {
        KeysInMemory keys = keys("openai");
        Origin workspace = new Origin(Origin.Source.YAML_WORKSPACE, Optional.empty(), 1, 1);
        prepare(
                keys,
                provider("openai")
                        .apiBase("https://evil.example.com/v1")
                        .origins(Map.of("apiBase", workspace))
                        .build());
        assertTrue(keys.queries.getLast().originFromWorkspace());
    }

    @Test
    void aVariableFromTheWorkspaceIsMarkedUnlessItBelongsToABuiltInProvider() {
        Origin workspace = new Origin(Origin.Source.VSCODE_WORKSPACE, Optional.empty(), 1, 1);
        KeysInMemory keys = keys("openai");
        prepare(
                keys,
                provider("openai")
                        .apiKeyEnv("AWS_SECRET_ACCESS_KEY")
                        .origins(Map.of("apiKeyEnv", workspace))
                        .build());
        assertTrue(keys.queries.getLast().originFromWorkspace());
        prepare(
                keys,
                provider("openai")
                        .apiKeyEnv("OPENAI_API_KEY")
                        .origins(Map.of("apiKeyEnv", workspace))
                        .build());
        assertFalse(keys.queries.getLast().originFromWorkspace());
    }

    @Test
    void anUnknownProviderHasAVariableNamedAfterIt() {
        KeysInMemory keys = keys("my-server");
        prepare(keys, provider("my-server").apiBase(BASE).build());
        assertEquals(List.of("MY_SERVER_API_KEY"), keys.queries.getLast().envNames());
    }

    @Test
    void aMissingKeyIsAnErrorThatNamesTheWaysToProvideOne() {
        ErrorInfo error = failure(new KeysInMemory(), provider("openai").build());
        assertEquals(ErrorKind.AUTH, error.kind());
        assertEquals("No API key is stored for OpenAI.", error.message());
        String hint = error.hint().orElse("");
        assertTrue(
                hint.contains("OPENAI_API_KEY")
                        && hint.contains("open-llm secrets set openai")
                        && hint.contains("VS Code"),
                hint);
    }

    @Test
    void aKeyForAnotherHostIsAnErrorThatNamesBothHostsAndTheSolutions() {
        ErrorInfo error = failure(
                new KeysInMemory().withKeyBoundTo("openai", "https://old.example.com"),
                provider("openai").apiBase("https://new.example.com/v1").build());
        assertEquals(ErrorKind.AUTH, error.kind());
        assertEquals(
                "The API key for OpenAI (the test) was not sent to https://new.example.com. The API key is "
                        + "bound to https://old.example.com.",
                error.message());
        String hint = error.hint().orElse("");
        assertTrue(
                hint.contains("`open-llm secrets test openai`") && hint.contains("`open-llm secrets set openai`"),
                hint);
    }

    @Test
    void aWithheldKeyIsReportedInsteadOfTheServersRefusal() {
        KeysInMemory keys = new KeysInMemory().withKeyBoundTo("work", "https://old.example.com");
        ErrorInfo error = explain(keys, authError(401));
        assertTrue(
                error.message().startsWith("The API key for work (the test) was not sent to https://llm.example.com."));
        assertEquals(OptionalInt.empty(), error.status());
        assertEquals(error, explain(keys, authError(403).withKind(ErrorKind.PERMISSION)));
    }

    @Test
    void theRefusalOfASentKeyIsUnchanged() {
        KeysInMemory keys = keys("work").withKeyBoundTo("work", "https://old.example.com");
        assertEquals(authError(401), explain(keys, authError(401)));
    }

    @Test
    void errorsUnrelatedToAKeyAreUnchanged() {
        KeysInMemory keys = new KeysInMemory().withKeyBoundTo("work", "https://old.example.com");
        ErrorInfo rateLimitError = authError(429).withKind(ErrorKind.RATE_LIMITED);
        assertEquals(rateLimitError, explain(keys, rateLimitError));
    }

    @Test
    void credentialsInConfiguredHeadersAreMaskedInErrors() {
        prepare(
                new KeysInMemory(),
                provider("work")
                        .apiBase(BASE)
                        .headers(Map.of(
                                "x", "Bearer corp-credential-1",
                                "x-corp-token", "corp-credential-2",
                                "x-team", "research-team"))
                        .build());
        assertEquals(
                "Refused: ••• ••• research-team",
                Redaction.redact("Refused: corp-credential-1 corp-credential-2 research-team"));
    }

    private static ErrorInfo authError(int status) {
        return ErrorInfo.of(ErrorKind.AUTH, "Unauthorized").withStatus(status);
    }

    private static ErrorInfo explain(KeysInMemory keys, ErrorInfo error) {
        ConfiguredProviders providers =
                Service.providers(keys, provider("work").apiBase(BASE).build());
        Endpoint endpoint = ((ResolvedModel.Remote) providers.resolve("work/m")).endpoint();
        providers.signer().prepareChat(endpoint, WireRequest.get("/models"), TimeLimits.QUERY);
        return providers.signer().explain(endpoint, error);
    }

    @Test
    void aSelfHostedServerNeedsNoKey() {
        assertNull(header(
                prepare(new KeysInMemory(), provider("work").apiBase(BASE).build()), "authorization"));
    }

    @Test
    void ollamaIsNeverSentAKey() {
        KeysInMemory keys = keys("ollama");
        assertNull(header(prepare(keys, provider("ollama").build()), "authorization"));
        assertEquals(List.of(), keys.queries);
    }

    @ParameterizedTest
    @CsvSource({
        "Host, x",
        "content-length, 5",
        "Connection, close",
        "Cookie, a=b",
        "Proxy-Authorization, Basic x",
        "Transfer-Encoding, chunked",
        "'X Bad', v",
    })
    void connectionHeadersCannotBeSet(String name, String value) {
        ErrorInfo error = failure(
                new KeysInMemory(),
                provider("work").apiBase(BASE).headers(Map.of(name, value)).build());
        assertEquals(ErrorKind.CONFIG, error.kind());
        assertTrue(error.message().contains("header") && error.message().startsWith("Provider work"), error.message());
    }

    @Test
    void aLineBreakInAHeaderIsRefusedAndNotRepeated() {
        ErrorInfo error = failure(
                new KeysInMemory(),
                provider("work")
                        .apiBase(BASE)
                        .headers(Map.of("X-Team", "a\r\nX-Evil: b"))
                        .build());
        assertEquals(
                "The header X-Team of provider work contains a line break or another invalid character.",
                error.message());
    }

    @Test
    void aCredentialHeaderIsAcceptedOnlyWithoutAKey() {
        ProviderConfig work = provider("work")
                .apiBase(BASE)
                .headers(Map.of("Authorization", "Basic abc"))
                .build();
        assertEquals("Basic abc", header(prepare(new KeysInMemory(), work), "authorization"));
        ErrorInfo error = failure(keys("work"), work);
        assertEquals("Provider work has both an API key (the test) and the header Authorization.", error.message());
    }

    @Test
    void aKeyWithALineBreakIsRefusedWithoutShowingIt() {
        ErrorInfo error = failure(
                new KeysInMemory().withKey("work", "abc\ndef"),
                provider("work").apiBase(BASE).build());
        assertEquals(ErrorKind.AUTH, error.kind());
        assertFalse(error.toString().contains("abc"));
    }

    @Test
    void spacesAroundAKeyAreNotPartOfIt() {
        assertEquals(
                "Bearer abc",
                header(
                        prepare(
                                new KeysInMemory().withKey("work", " abc\n"),
                                provider("work").apiBase(BASE).build()),
                        "authorization"));
    }

    @Test
    void openRouterReceivesTheProductName() {
        HttpCall call = prepare(keys("openrouter"), provider("openrouter").build());
        assertEquals("Open LLM Provider", header(call, "x-title"));
        assertTrue(header(call, "http-referer").startsWith("https://"));
    }

    @Test
    void aModelIdIsEscapedInThePath() {
        HttpCall call = prepare(
                new KeysInMemory(),
                provider("work").apiBase(BASE).build(),
                WireRequest.get("/models/a b?c#d:generate"));
        assertEquals(BASE + "/models/a%20b%3Fc%23d:generate", call.uri().toString());
    }

    private static KeysInMemory keys(String provider) {
        return new KeysInMemory().withKey(provider, "secret");
    }

    private static HttpCall prepare(KeysInMemory keys, ProviderConfig config) {
        return prepare(keys, config, WireRequest.get("/models"));
    }

    private static HttpCall prepare(KeysInMemory keys, ProviderConfig config, WireRequest request) {
        ConfiguredProviders providers = Service.providers(keys, config);
        ResolvedModel.Remote model = (ResolvedModel.Remote) providers.resolve(config.name() + "/some-model");
        keys.queries.clear();
        return providers.signer().prepareChat(model.endpoint(), request, TimeLimits.QUERY);
    }

    private static ErrorInfo failure(KeysInMemory keys, ProviderConfig config) {
        return assertThrows(OpenLlmException.class, () -> prepare(keys, config)).info();
    }

    private static String header(HttpCall call, String name) {
        return call.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
