package dev.openllm.server.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.chat.history.ProviderStateCache;
import dev.openllm.server.chat.tokens.TokenCounter;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.provider.ResolvedModel.Remote;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamRuleTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
        an unstreamed request to a cloud service, false, https://api.example.com/v1, openai-chat, false, true,       , 16384, false
        a streamed request,                       true,  https://api.example.com/v1, openai-chat, false, true,       , 16384, true
        a request that leaves it open,                 , https://api.example.com/v1, openai-chat, false, true,       , 16384, true
        a server on this machine,                 false, http://127.0.0.1:8080/v1,   openai-chat, false, true,       , 16384, true
        a server in the private network,          false, http://192.168.1.7:8080/v1, openai-chat, false, true,       , 16384, true
        the protocol of a local server,           false, https://ollama.example.com, ollama-chat, false, true,       , 16384, true
        a reasoning model,                        false, https://api.example.com/v1, openai-chat, true,  true,       , 16384, true
        a large max_tokens,                       false, https://api.example.com/v1, openai-chat, false, true,  21334, 16384, true
        the largest unstreamed max_tokens,        false, https://api.example.com/v1, openai-chat, false, true,  21333, 16384, false
        a small max_tokens of a large model,      false, https://api.example.com/v1, openai-chat, false, true,    100, 64000, false
        a large model without max_tokens,         false, https://api.example.com/v1, openai-chat, false, true,       , 64000, true
        a model without a known limit,            false, https://api.example.com/v1, openai-chat, false, true,       ,     0, true
        a model that cannot stream,               true,  http://127.0.0.1:8080/v1,   openai-chat, true,  false, 99999, 16384, false
        """)
    void aProviderStreamsOnlyIfTheCallerDoesOrAnUnstreamedResponseCouldTimeOut(
            String description,
            Boolean requestedStreaming,
            URI address,
            String dialect,
            boolean reasoning,
            boolean canStream,
            Integer maxTokens,
            int modelLimit,
            boolean streams) {
        Remote remote = remote(address, dialect, reasoning, canStream, modelLimit);
        assertEquals(streams, StreamRule.wantsStream(remote, params(requestedStreaming, maxTokens)), description);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
        a stream,                                  false, true,      , 16384,   0
        128 tokens at 128000 an hour,              true,  true,   128, 16384,   3600
        the limit of the model,                    true,  true,      , 16384, 460800
        at most ten minutes more,                  true,  false, 99999, 16384, 600000
        ten minutes more without a known limit,    true,  false,     ,     0, 600000
        """)
    void theTimeoutOfAnUnstreamedResponseIncludesItsGeneration(
            String description,
            boolean unstreamed,
            boolean canStream,
            Integer maxTokens,
            int modelLimit,
            long addedMs) {
        Remote remote = remote(URI.create("https://api.example.com/v1"), "openai-chat", false, canStream, modelLimit);
        ChatParams params = params(!unstreamed, maxTokens);
        TimeLimits baseLimits = new TimeLimits(Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofSeconds(3));

        TimeLimits limits = StreamRule.limits(prepare(remote, params), baseLimits);

        assertEquals(
                new TimeLimits(baseLimits.connect(), baseLimits.firstByte().plusMillis(addedMs), baseLimits.silence()),
                limits,
                description);
    }

    @Test
    void theUnstreamedRequestIsOtherwiseIdentical() {
        ChatParams params = params(null, 7);
        assertEquals(params.stream(), Optional.empty());
        assertEquals(params(false, 7), params.unstreamed());
        assertEquals(Optional.of(false), params.unstreamed().forConsumer("cli").stream());
    }

    private static ChatCall prepare(Remote remote, ChatParams params) {
        return new CallPreparation(new TokenCounter(), new ProviderStateCache())
                .prepare(remote, params, Quirks.NONE)
                .call();
    }

    private static Remote remote(
            URI address, String dialectName, boolean reasoning, boolean canStream, int maxOutputTokens) {
        ModelInfo base = TestModels.info(
                "cloud/m", new ModelInfo.Capabilities(true, false, false, reasoning, List.of(), false, canStream));
        ModelInfo info = new ModelInfo(
                base.id(),
                base.provider(),
                base.model(),
                base.name(),
                base.family(),
                new ModelInfo.Limits(100_000, 80_000, maxOutputTokens),
                base.capabilities(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        Dialect dialect = dialectName.equals("ollama-chat") ? new OllamaDialect() : new OpenAiChatDialect();
        return TestModels.remote(info, dialect, address, ModelConfig.of("m"));
    }

    private static ChatParams params(Boolean stream, Integer maxTokens) {
        ChatOptions options = new ChatOptions(
                maxTokens == null ? OptionalInt.empty() : OptionalInt.of(maxTokens),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                List.of(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        return new ChatParams(
                "cloud/m",
                List.of(Message.user("Hi")),
                List.of(),
                ToolChoice.AUTO,
                options,
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(stream));
    }
}
