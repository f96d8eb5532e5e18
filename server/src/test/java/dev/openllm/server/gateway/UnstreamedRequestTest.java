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
    private final ChatPipeline pipeline = new ChatPipeline(providers, redirectingSender());
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
        provider.respond(unstreamedResponse());

        JsonNode response = GatewayFixture.json(post("/v1/chat/completions", CHAT.formatted("cloud/plain", "")));

        assertFalse(provider.lastRequest().json().path("stream").asBoolean());
        assertEquals("Hello", response.at("/choices/0/message/content").asText());
        assertEquals(3, response.at("/usage/total_tokens").asInt());
    }

    @Test
    void anUnstreamedAnthropicRequestIsUnstreamedAtTheProvider() throws Exception {
        provider.respond(unstreamedResponse());

        JsonNode response =
                GatewayFixture.json(post("/v1/messages", CHAT.formatted("cloud/plain", ",'max_tokens':100")));

        assertFalse(provider.lastRequest().json().path("stream").asBoolean());
        assertEquals("Hello", response.at("/content/0/text").asText());
    }

    @Test
    void aStreamedRequestIsStreamedAtTheProvider() throws Exception {
        provider.respond(streamedResponse());

        String response = post("/v1/chat/completions", CHAT.formatted("cloud/plain", ",'stream':true"));

        assertTrue(provider.lastRequest().json().path("stream").asBoolean());
        assertTrue(response.contains("Hello"), response);
    }

    @Test
    void aReasoningModelIsStreamedForAnUnstreamedRequest() throws Exception {
        provider.respond(streamedResponse());

        JsonNode response = GatewayFixture.json(post("/v1/chat/completions", CHAT.formatted("cloud/thinker", "")));

        assertTrue(provider.lastRequest().json().path("stream").asBoolean());
        assertEquals("Hello", response.at("/choices/0/message/content").asText());
    }

    @Test
    void aFailureHasTheSameKindWithAndWithoutAStream() throws Exception {
        FakeAnswer errorResponse = FakeAnswer.error(401, "{\"error\":{\"message\":\"Wrong key\"}}");
        provider.respond(errorResponse, errorResponse);

        String unstreamed = post("/v1/chat/completions", CHAT.formatted("cloud/plain", ""));
        String streamed = post("/v1/chat/completions", CHAT.formatted("cloud/plain", ",'stream':true"));

        assertEquals(GatewayFixture.json(streamed), GatewayFixture.json(unstreamed));
    }

    @Test
    void aCancellationReachesTheProviderDuringAnUnstreamedResponse() throws Exception {
        provider.respond(FakeAnswer.json("").withStep(new FakeAnswer.Step.Hang()));
        var outcome = new CompletableFuture<ErrorInfo>();
        Thread requestThread = Thread.ofVirtual().start(() -> {
            try {
                pipeline.chat(ChatParams.of("cloud/plain", Message.user("Hi")).unstreamed(), event -> {});
                outcome.completeExceptionally(new AssertionError("It should not have ended well."));
            } catch (OpenLlmException failed) {
                outcome.complete(failed.info());
            }
        });
        assertFalse(provider.awaitRequest().json().path("stream").asBoolean());

        requestThread.interrupt();

        provider.awaitClosed();
        assertEquals(ErrorKind.CANCELLED, outcome.get().kind());
    }

    private static FakeAnswer unstreamedResponse() {
        return FakeAnswer.json("""
            {"choices":[{"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":2,"completion_tokens":1,"total_tokens":3}}\
            """);
    }

    private static FakeAnswer streamedResponse() {
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
    private HttpSender redirectingSender() {
        HttpSender http = new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {});
        return call -> http.send(new HttpCall(
                call.method(),
                URI.create(call.uri().toString().replace("http://api.example.com", providerOrigin())),
                call.headers(),
                call.body(),
                call.limits()));
    }

    private String providerOrigin() {
        return "http://127.0.0.1:" + provider.uri().getPort();
    }
}
