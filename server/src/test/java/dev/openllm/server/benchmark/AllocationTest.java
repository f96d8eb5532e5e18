package dev.openllm.server.benchmark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.server.chat.ChatPipeline;
import dev.openllm.server.chat.FewProviders;
import dev.openllm.server.chat.TestModels;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.anthropicmessages.AnthropicDialect;
import dev.openllm.server.dialect.gemini.GeminiDialect;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.dialect.openairesponses.OpenAiResponsesDialect;
import dev.openllm.server.gateway.Gateway;
import dev.openllm.server.gateway.NamedTokens;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.provider.ResolvedModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests how much memory the gateway allocates for each request and each chunk: the bytes that all threads of this
 * process allocate during requests to the gateway, minus the bytes for the same requests sent directly to the provider.
 * Unlike a time, this number is the same on a busy machine. Each limit is about 30% above the measured value; if you
 * reduce the allocation, reduce the limit too.
 */
class AllocationTest {

    private static final int WARM_UP = 300;
    private static final int REQUESTS = 100;
    private static final int ROUNDS = 3;

    private static final Map<Api, Dialect> DIALECTS = new EnumMap<>(Map.of(
            Api.CHAT, new OpenAiChatDialect(),
            Api.RESPONSES, new OpenAiResponsesDialect(),
            Api.MESSAGES, new AnthropicDialect(),
            Api.GEMINI, new GeminiDialect(),
            Api.OLLAMA, new OllamaDialect()));

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private MockProvider provider;
    private Gateway gateway;
    private Leg direct;
    private Leg viaGateway;

    @BeforeEach
    void start() throws IOException {
        provider = new MockProvider();
        FewProviders providers = new FewProviders(DIALECTS.entrySet().stream()
                .map(entry -> TestModels.remote(
                        TestModels.info(entry.getKey().provider() + "/quick"),
                        entry.getValue(),
                        URI.create("http://127.0.0.1:" + provider.port()
                                + entry.getKey().basePath()),
                        ModelConfig.of("quick")))
                .toArray(ResolvedModel[]::new));
        ChatPipeline pipeline =
                new ChatPipeline(providers, new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {}));
        gateway = Gateway.start(
                pipeline,
                () -> params -> {
                    throw new AssertionError("no embeddings are requested");
                },
                () -> {
                    throw new AssertionError("no completions are requested");
                },
                providers,
                0,
                Optional.empty(),
                new NamedTokens(Path.of("target", "no-tokens")),
                message -> {});
        direct = Leg.direct(provider.port());
        viaGateway = new Leg("gateway", gateway.port(), "chat/", "", Optional.empty());
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
        provider.close();
    }

    @ParameterizedTest
    @CsvSource({"CHAT, 2500", "RESPONSES, 4800", "MESSAGES, 4800", "GEMINI, 6700", "OLLAMA, 4400"})
    void aStreamedChunkAllocatesAtMost(Api dialect, int limit) throws IOException {
        double bytes = (bytesPerRequest(viaGateway.forProvider(dialect), Api.CHAT, true)
                        - bytesPerRequest(direct, Api.CHAT, true))
                / Api.CHUNKS;

        assertTrue(bytes <= limit, "A chunk of " + dialect.dialect() + " allocates " + Math.round(bytes) + " bytes.");
    }

    @ParameterizedTest
    @CsvSource({"CHAT, 89000", "RESPONSES, 110000", "MESSAGES, 93000", "GEMINI, 145000", "OLLAMA, 98000"})
    void anUnstreamedRequestAllocatesAtMost(Api client, int limit) throws IOException {
        double bytes = bytesPerRequest(viaGateway, client, false) - bytesPerRequest(direct, client, false);

        assertTrue(bytes <= limit, "A request of " + client.label() + " allocates " + Math.round(bytes) + " bytes.");
    }

    /** Returns the minimum of several rounds because other activity in this process can only add allocations. */
    private double bytesPerRequest(Leg leg, Api client, boolean stream) throws IOException {
        byte[] request = leg.request(client, "quick", stream);
        double minBytes = Double.MAX_VALUE;
        try (LoadClient connection = leg.connect()) {
            for (int i = 0; i < WARM_UP; i++) {
                connection.send(request);
            }
            for (int round = 0; round < ROUNDS; round++) {
                long allocatedBefore = threads.getTotalThreadAllocatedBytes();
                for (int i = 0; i < REQUESTS; i++) {
                    connection.send(request);
                }
                minBytes = Math.min(minBytes, threads.getTotalThreadAllocatedBytes() - allocatedBefore);
            }
        }
        return minBytes / REQUESTS;
    }
}
