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
        ProviderConfig work = provider("work").at(BASE + "?api-version=1").done();
        HttpCall call = prepare(
                new KeysInMemory(),
                work,
                new WireRequest("GET", "/models", Map.of("page", "a b"), Map.of(), Optional.empty()));
        assertEquals(BASE + "/models?api-version=1&page=a+b", call.uri().toString());
    }

    @Test
    void userHeadersOverrideDialectHeaders() {
        ProviderConfig work = provider("work")
                .at(BASE)
                .headers(Map.of("anthropic-version", "new", "X-Team", "blue"))
                .done();
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
                header(prepare(keys("work"), provider("work").at(BASE).done()), "authorization"));
        HttpCall google = prepare(keys("google"), provider("google").done());
        assertEquals("secret", header(google, "x-goog-api-key"));
        assertNull(header(google, "authorization"));
    }

    @Test
    void theKeyIsLookedUpWithItsDestination() {
        KeysInMemory keys = keys("work");
        prepare(
                keys,
                provider("work")
                        .at("https://LLM.example.com:8443/v1")
                        .keyFrom("WORK_KEY")
                        .done());
        SecretQuery asked = keys.asked.getLast();
        assertEquals(new SecretQuery("work", List.of("WORK_KEY"), "https://llm.example.com:8443", false), asked);
    }

    @Test
    void noEnvironmentKeyIsUsedForAVsCodeGroup() {
        KeysInMemory keys = keys("openai-added");
        Origin group = new Origin(Origin.Source.VSCODE_GROUP, Optional.empty(), 0, 0);
        prepare(
                keys,
                provider("openai-added")
                        .at("https://api.openai.com/v1")
                        .from(Map.of("apiBase", group))
                        .done());
        assertEquals(List.of(), keys.asked.getLast().envNames());
    }

    @Test
    void anAddressFromTheWorkspaceIsMarked() {
        KeysInMemory keys = keys("openai");
        Origin workspace = new Origin(Origin.Source.YAML_WORKSPACE, Optional.empty(), 1, 1);
        prepare(
                keys,
                provider("openai")
                        .at("https://evil.example.com/v1")
                        .from(Map.of("apiBase", workspace))
                        .done());
        assertTrue(keys.asked.getLast().originFromWorkspace());
    }

    @Test
    void aVariableFromTheWorkspaceIsMarkedUnlessItBelongsToABuiltInProvider() {
        Origin workspace = new Origin(Origin.Source.VSCODE_WORKSPACE, Optional.empty(), 1, 1);
        KeysInMemory keys = keys("openai");
        prepare(
                keys,
                provider("openai")
                        .keyFrom("AWS_SECRET_ACCESS_KEY")
                        .from(Map.of("apiKeyEnv", workspace))
                        .done());
        assertTrue(keys.asked.getLast().originFromWorkspace());
        prepare(
                keys,
                provider("openai")
                        .keyFrom("OPENAI_API_KEY")
                        .from(Map.of("apiKeyEnv", workspace))
                        .done());
        assertFalse(keys.asked.getLast().originFromWorkspace());
    }

    @Test
    void anUnknownProviderHasAVariableNamedAfterIt() {
        KeysInMemory keys = keys("my-server");
        prepare(keys, provider("my-server").at(BASE).done());
        assertEquals(List.of("MY_SERVER_API_KEY"), keys.asked.getLast().envNames());
    }

    @Test
    void aMissingKeyIsAnErrorThatNamesTheWaysToProvideOne() {
        ErrorInfo error = failure(new KeysInMemory(), provider("openai").done());
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
                new KeysInMemory().withOneFor("openai", "https://old.example.com"),
                provider("openai").at("https://new.example.com/v1").done());
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
        KeysInMemory keys = new KeysInMemory().withOneFor("work", "https://old.example.com");
        ErrorInfo explained = explained(keys, refusal(401));
        assertTrue(explained
                .message()
                .startsWith("The API key for work (the test) was not sent to https://llm.example.com."));
        assertEquals(OptionalInt.empty(), explained.status());
        assertEquals(explained, explained(keys, refusal(403).withKind(ErrorKind.PERMISSION)));
    }

    @Test
    void theRefusalOfASentKeyIsUnchanged() {
        KeysInMemory keys = keys("work").withOneFor("work", "https://old.example.com");
        assertEquals(refusal(401), explained(keys, refusal(401)));
    }

    @Test
    void errorsUnrelatedToAKeyAreUnchanged() {
        KeysInMemory keys = new KeysInMemory().withOneFor("work", "https://old.example.com");
        ErrorInfo limited = refusal(429).withKind(ErrorKind.RATE_LIMITED);
        assertEquals(limited, explained(keys, limited));
    }

    @Test
    void credentialsInConfiguredHeadersAreMaskedInErrors() {
        prepare(
                new KeysInMemory(),
                provider("work")
                        .at(BASE)
                        .headers(Map.of(
                                "x", "Bearer corp-credential-1",
                                "x-corp-token", "corp-credential-2",
                                "x-team", "research-team"))
                        .done());
        assertEquals(
                "Refused: ••• ••• research-team",
                Redaction.redact("Refused: corp-credential-1 corp-credential-2 research-team"));
    }

    private static ErrorInfo refusal(int status) {
        return ErrorInfo.of(ErrorKind.AUTH, "Unauthorized").withStatus(status);
    }

    private static ErrorInfo explained(KeysInMemory keys, ErrorInfo refusal) {
        ConfiguredProviders providers =
                Service.providers(keys, provider("work").at(BASE).done());
        Endpoint endpoint = ((ResolvedModel.Remote) providers.resolve("work/m")).endpoint();
        providers.signer().prepareChat(endpoint, WireRequest.get("/models"), TimeLimits.QUERY);
        return providers.signer().explain(endpoint, refusal);
    }

    @Test
    void aSelfHostedServerNeedsNoKey() {
        assertNull(header(prepare(new KeysInMemory(), provider("work").at(BASE).done()), "authorization"));
    }

    @Test
    void ollamaIsNeverSentAKey() {
        KeysInMemory keys = keys("ollama");
        assertNull(header(prepare(keys, provider("ollama").done()), "authorization"));
        assertEquals(List.of(), keys.asked);
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
                provider("work").at(BASE).headers(Map.of(name, value)).done());
        assertEquals(ErrorKind.CONFIG, error.kind());
        assertTrue(error.message().contains("header") && error.message().startsWith("Provider work"), error.message());
    }

    @Test
    void aLineBreakInAHeaderIsRefusedAndNotRepeated() {
        ErrorInfo error = failure(
                new KeysInMemory(),
                provider("work")
                        .at(BASE)
                        .headers(Map.of("X-Team", "a\r\nX-Evil: b"))
                        .done());
        assertEquals(
                "The header X-Team of provider work contains a line break or another invalid character.",
                error.message());
    }

    @Test
    void aCredentialHeaderIsAcceptedOnlyWithoutAKey() {
        ProviderConfig work = provider("work")
                .at(BASE)
                .headers(Map.of("Authorization", "Basic abc"))
                .done();
        assertEquals("Basic abc", header(prepare(new KeysInMemory(), work), "authorization"));
        ErrorInfo error = failure(keys("work"), work);
        assertEquals("Provider work has both an API key (the test) and the header Authorization.", error.message());
    }

    @Test
    void aKeyWithALineBreakIsRefusedWithoutShowingIt() {
        ErrorInfo error = failure(
                new KeysInMemory().with("work", "abc\ndef"),
                provider("work").at(BASE).done());
        assertEquals(ErrorKind.AUTH, error.kind());
        assertFalse(error.toString().contains("abc"));
    }

    @Test
    void spacesAroundAKeyAreNotPartOfIt() {
        assertEquals(
                "Bearer abc",
                header(
                        prepare(
                                new KeysInMemory().with("work", " abc\n"),
                                provider("work").at(BASE).done()),
                        "authorization"));
    }

    @Test
    void openRouterReceivesTheProductName() {
        HttpCall call = prepare(keys("openrouter"), provider("openrouter").done());
        assertEquals("Open LLM Provider", header(call, "x-title"));
        assertTrue(header(call, "http-referer").startsWith("https://"));
    }

    @Test
    void aModelIdIsEscapedInThePath() {
        HttpCall call = prepare(
                new KeysInMemory(), provider("work").at(BASE).done(), WireRequest.get("/models/a b?c#d:generate"));
        assertEquals(BASE + "/models/a%20b%3Fc%23d:generate", call.uri().toString());
    }

    private static KeysInMemory keys(String provider) {
        return new KeysInMemory().with(provider, "secret");
    }

    private static HttpCall prepare(KeysInMemory keys, ProviderConfig config) {
        return prepare(keys, config, WireRequest.get("/models"));
    }

    private static HttpCall prepare(KeysInMemory keys, ProviderConfig config, WireRequest request) {
        ConfiguredProviders providers = Service.providers(keys, config);
        ResolvedModel.Remote model = (ResolvedModel.Remote) providers.resolve(config.name() + "/some-model");
        keys.asked.clear();
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
