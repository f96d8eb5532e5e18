package dev.openllm.server.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.anthropicmessages.AnthropicDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests for requests for more output tokens than the model supports. */
class LimitsTest {

    private static final FakeAnswer OK =
            FakeAnswer.sse("{\"choices\":[{\"delta\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}", "[DONE]");

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void requestsBeyondAKnownLimitAreSentWithThatLimitAndANotice() {
        ChatFixture chat = chat(modelWithOutputLimit(2_000, "configuration"));
        provider.respond(OK);

        chat.send(paramsWithMaxTokens(32_000));

        assertEquals(2_000, provider.lastRequest().json().path("max_tokens").asInt());
        assertEquals(
                List.of("cloud/m returns at most 2,000 output tokens (configuration); the request asked for 32,000."),
                notices(chat));
    }

    @Test
    void requestsAreSentUnchangedIfTheLimitIsAssumedOrBelongsToAnotherProvider() {
        for (String source : List.of("assumed", "assumed; the catalog lists 9", "catalog (from openai)")) {
            ChatFixture chat = chat(modelWithOutputLimit(2_000, source));
            provider.respond(OK);

            chat.send(paramsWithMaxTokens(32_000));

            assertEquals(
                    32_000, provider.lastRequest().json().path("max_tokens").asInt(), source);
            assertEquals(List.of(), notices(chat), source);
        }
    }

    @Test
    void requestsAreRepeatedOnceWithTheLimitInTheRefusalWhichThenApplies() {
        FewProviders providers = new FewProviders(model(modelWithOutputLimit(100_000, "configuration")));
        ChatFixture chat = new ChatFixture(providers);
        provider.respond(
                refusal("max_tokens is too large: 32000. This model supports at most 16384 completion tokens."),
                OK,
                OK);

        chat.send(paramsWithMaxTokens(32_000));
        chat.send(paramsWithMaxTokens(32_000));
        provider.respond(OK);
        chat.send(paramsWithMaxTokens(100));

        assertEquals(List.of(32_000, 16_384, 16_384, 100), sentLimits());
        assertEquals(List.of("m: context 0, output 16384"), providers.learnedLimits());
    }

    @Test
    void requestsAreRepeatedWithTheTokensThePromptLeavesWithoutRememberingThem() {
        ChatFixture chat = chat(modelWithOutputLimit(100_000, "configuration"));
        provider.respond(
                refusal("'max_tokens' is too large: 32000. This model's maximum context length is 32768 tokens and your"
                        + " request has 9000 input tokens (32000 > 32768 - 9000)."),
                OK,
                OK);

        chat.send(paramsWithMaxTokens(32_000));
        chat.send(paramsWithMaxTokens(32_000));

        assertEquals(List.of(32_000, 23_768, 32_000), sentLimits());
    }

    @Test
    void requestsAreRepeatedOnlyOnce() {
        ChatFixture chat = chat(modelWithOutputLimit(100_000, "configuration"));
        FakeAnswer refusal = refusal("max_tokens is too large. This model supports at most 16384 completion tokens.");
        provider.respond(refusal, refusal, OK);

        assertEquals(
                ErrorKind.INVALID_REQUEST,
                chat.expectError(paramsWithMaxTokens(32_000)).kind());
        assertEquals(List.of(32_000, 16_384), sentLimits());
    }

    @Test
    void anthropicLimitsAreLearnedWithoutARequestedNumber() {
        ModelInfo info = modelWithOutputLimit(128_000, "configuration");
        ChatFixture chat = new ChatFixture(
                new FewProviders(TestModels.remote(info, new AnthropicDialect(), provider.uri(), ModelConfig.of("m"))));
        provider.respond(
                FakeAnswer.error(
                        400,
                        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"max_tokens:"
                                + " 128000 > 64000, which is the maximum allowed number of output tokens for m\"}}"),
                FakeAnswer.error(401, "{}"));

        chat.expectError("cloud/m", "Hi");

        assertEquals(List.of(128_000, 64_000), sentLimits());
    }

    @Test
    void theContextSizeInAnOverflowErrorIsReported() {
        FewProviders providers = new FewProviders(model(modelWithOutputLimit(2_000, "configuration")));
        provider.respond(refusal("The input (5000 tokens) is longer than the model's context length (4096 tokens)."));

        assertEquals(
                ErrorKind.CONTEXT_TOO_LONG,
                new ChatFixture(providers).expectError("cloud/m", "Hi").kind());
        assertEquals(List.of("m: context 4096, output 0"), providers.learnedLimits());
    }

    @Test
    void anAssumedContextSizeBlocksNoRequest() {
        ModelInfo info = withSources(
                modelWithOutputLimit(2_000, "x"), Map.of("limits.contextTokens", "assumed; the catalog lists 9"));
        ChatFixture chat = chat(info);
        provider.respond(OK);

        chat.send("cloud/m", "word ".repeat(150_000));

        assertTrue(chat.text().contains("ok"));
        assertFalse(provider.requests().isEmpty());
    }

    private ChatFixture chat(ModelInfo info) {
        return new ChatFixture(new FewProviders(model(info)));
    }

    private dev.openllm.server.provider.ResolvedModel model(ModelInfo info) {
        return TestModels.remote(info, new OpenAiChatDialect(), provider.uri(), ModelConfig.of("m"));
    }

    private static ModelInfo modelWithOutputLimit(int outputTokens, String source) {
        ModelInfo info = TestModels.info("cloud/m");
        ModelInfo withLimit = new ModelInfo(
                info.id(),
                info.provider(),
                info.model(),
                info.name(),
                info.family(),
                new ModelInfo.Limits(200_000, 100_000, outputTokens),
                info.capabilities(),
                info.pricing(),
                info.warning(),
                info.sources());
        return withSources(withLimit, Map.of("limits.maxOutputTokens", source));
    }

    private static ModelInfo withSources(ModelInfo info, Map<String, String> sources) {
        return new ModelInfo(
                info.id(),
                info.provider(),
                info.model(),
                info.name(),
                info.family(),
                info.limits(),
                info.capabilities(),
                info.pricing(),
                info.warning(),
                sources);
    }

    private List<Integer> sentLimits() {
        return provider.requests().stream()
                .map(request -> request.json().path("max_tokens").asInt())
                .toList();
    }

    private static List<String> notices(ChatFixture chat) {
        return chat.events(ChatEvent.Notice.class).stream()
                .map(ChatEvent.Notice::message)
                .toList();
    }

    private static ChatParams paramsWithMaxTokens(int outputTokens) {
        ObjectNode options = Wire.JSON.valueToTree(ChatOptions.DEFAULTS);
        return new ChatParams(
                "cloud/m",
                List.of(Message.user("Hi")),
                List.of(),
                ToolChoice.AUTO,
                Wire.JSON.convertValue(options.put("maxOutputTokens", outputTokens), ChatOptions.class),
                Optional.empty(),
                Optional.empty());
    }

    private static FakeAnswer refusal(String message) {
        return FakeAnswer.error(
                400, "{\"error\":{\"message\":\"" + message + "\",\"type\":\"invalid_request_error\"}}");
    }
}
