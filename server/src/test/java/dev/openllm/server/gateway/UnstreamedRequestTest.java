package dev.openllm.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.chat.ChatPipeline;
import dev.openllm.server.chat.FewProviders;
import dev.openllm.server.chat.TestModels;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests how the gateway requests a cloud model from its provider for unstreamed requests. All network requests are
 * redirected to a simulated provider.
 */
class UnstreamedRequestTest {

    private static final String CHAT = "{'model':'%s','messages':[{'role':'user','content':'Hi'}]%s}";

    private final FakeProvider provider = FakeProvider.start();
    private final FewProviders providers = new FewProviders(
            TestModels.remote(
                    TestModels.info("cloud/plain", TestModels.TEXT_ONLY),
                    new OpenAiChatDialect(),
                    URI.create("http://api.example.com/v1"),
                    ModelConfig.of("plain")),
            TestModels.remote(
                    TestModels.info("cloud/thinker"),
                    new OpenAiChatDialect(),
                    URI.create("http://api.example.com/v1"),
                    ModelConfig.of("thinker")));
    private final ChatPipeline pipeline = new ChatPipeline(providers, network());
    private final Gateway gateway = Gateway.start(
            pipeline,
            GatewayFixture.NO_EMBEDDINGS,
            GatewayFixture.NO_COMPLETIONS,
            providers,
            0,
            Optional.empty(),
            new NamedTokens(Path.of("target", "no-tokens")),
            line -> {});

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    @Test
    void anUnstreamedRequestIsUnstreamedAtTheProvider() throws Exception {
        provider.answer(complete());

        JsonNode answer = GatewayFixture.json(post("/v1/chat/completions", CHAT.formatted("cloud/plain", "")));

        assertFalse(provider.lastRequest().json().path("stream").asBoolean());
        assertEquals("Hello", answer.at("/choices/0/message/content").asText());
        assertEquals(3, answer.at("/usage/total_tokens").asInt());
    }

    @Test
    void anUnstreamedAnthropicRequestIsUnstreamedAtTheProvider() throws Exception {
        provider.answer(complete());

        JsonNode answer = GatewayFixture.json(post("/v1/messages", CHAT.formatted("cloud/plain", ",'max_tokens':100")));

        assertFalse(provider.lastRequest().json().path("stream").asBoolean());
        assertEquals("Hello", answer.at("/content/0/text").asText());
    }

    @Test
    void aStreamedRequestIsStreamedAtTheProvider() throws Exception {
        provider.answer(streamed());

        String answer = post("/v1/chat/completions", CHAT.formatted("cloud/plain", ",'stream':true"));

        assertTrue(provider.lastRequest().json().path("stream").asBoolean());
        assertTrue(answer.contains("Hello"), answer);
    }

    @Test
    void aReasoningModelIsStreamedForAnUnstreamedRequest() throws Exception {
        provider.answer(streamed());

        JsonNode answer = GatewayFixture.json(post("/v1/chat/completions", CHAT.formatted("cloud/thinker", "")));

        assertTrue(provider.lastRequest().json().path("stream").asBoolean());
        assertEquals("Hello", answer.at("/choices/0/message/content").asText());
    }

    @Test
    void aFailureHasTheSameKindWithAndWithoutAStream() throws Exception {
        FakeAnswer refusal = FakeAnswer.error(401, "{\"error\":{\"message\":\"Wrong key\"}}");
        provider.answer(refusal, refusal);

        String unstreamed = post("/v1/chat/completions", CHAT.formatted("cloud/plain", ""));
        String streamed = post("/v1/chat/completions", CHAT.formatted("cloud/plain", ",'stream':true"));

        assertEquals(GatewayFixture.json(streamed), GatewayFixture.json(unstreamed));
    }

    @Test
    void aCancellationReachesTheProviderDuringAnUnstreamedResponse() throws Exception {
        provider.answer(FakeAnswer.json("").then(new FakeAnswer.Step.Hang()));
        var ended = new CompletableFuture<ErrorInfo>();
        Thread asking = Thread.ofVirtual().start(() -> {
            try {
                pipeline.chat(ChatParams.of("cloud/plain", Message.user("Hi")).unstreamed(), event -> {});
                ended.completeExceptionally(new AssertionError("It should not have ended well."));
            } catch (OpenLlmException failed) {
                ended.complete(failed.info());
            }
        });
        assertFalse(provider.awaitRequest().json().path("stream").asBoolean());

        asking.interrupt();

        provider.awaitClosed();
        assertEquals(ErrorKind.CANCELLED, ended.get().kind());
    }

    private static FakeAnswer complete() {
        return FakeAnswer.json("""
            {"choices":[{"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":2,"completion_tokens":1,"total_tokens":3}}\
            """);
    }

    private static FakeAnswer streamed() {
        return FakeAnswer.sse(
                "{\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}",
                "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}",
                "[DONE]");
    }

    private String post(String path, String json) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                    .POST(HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    /** Returns a sender that redirects requests to the cloud provider to the simulated provider. */
    private HttpSender network() {
        HttpSender http = new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {});
        return call -> http.send(new HttpCall(
                call.method(),
                URI.create(call.uri().toString().replace("http://api.example.com", origin())),
                call.headers(),
                call.body(),
                call.limits()));
    }

    private String origin() {
        return "http://127.0.0.1:" + provider.uri().getPort();
    }
}
