package dev.openllm.server.chat.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.chat.ChatPipeline;
import dev.openllm.server.chat.FewProviders;
import dev.openllm.server.chat.TestModels;
import dev.openllm.server.chat.history.RandomHistory;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.http.HttpAnswer;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.provider.ResolvedModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that a conversation started with one provider continues with another. The requests pass through the complete
 * pipeline except the network.
 */
class HistoryMatrixTest {

    private static final List<ToolDefinition> TOOLS =
            List.of(new ToolDefinition("read_file", "", null), new ToolDefinition("screenshot", "", null));

    private final List<HttpCall> sentCalls = new ArrayList<>();

    static Stream<Arguments> pairs() {
        return Arrays.stream(Party.values())
                .flatMap(source -> Arrays.stream(Party.values()).map(target -> Arguments.of(source, target)));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    void noRequestViolatesTheRulesOfTheProvider(Party source, Party target) {
        List<String> violations = new ArrayList<>();
        for (PlayedHistory history : PlayedHistory.values()) {
            for (Optional<String> effort : List.of(Optional.<String>empty(), Optional.of("high"))) {
                JsonNode request = replay(source, target, history, effort);
                target.rules
                        .violations(request)
                        .forEach(violation -> violations.add(history + ": " + violation + "\n" + request));
            }
        }
        assertEquals("", String.join("\n", violations));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    void providerStateIsSentBackOnlyToItsModel(Party source, Party target) {
        for (PlayedHistory history : List.of(PlayedHistory.IN_TOOL_LOOP, PlayedHistory.WITHOUT_REASONING)) {
            boolean hasState = source.response.contains("c2lnbmVk") || source.response.contains("ZW5jcnlwdGVk");
            String request =
                    replay(source, target, history, Optional.of("high")).toString();

            assertEquals(
                    hasState && source == target,
                    request.contains("c2lnbmVk") || request.contains("ZW5jcnlwdGVk"),
                    history::toString);
        }
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    void anImageInAToolResultReachesTheModel(Party source, Party target) {
        String request = replay(source, target, PlayedHistory.IN_TOOL_LOOP, Optional.empty())
                .toString();

        assertTrue(request.contains(PlayedHistory.IMAGE), request);
        assertTrue(request.contains("content of a"), request);
        assertFalse(request.contains("(no result: cancelled)"), request);
    }

    @ParameterizedTest
    @EnumSource(Party.class)
    void anyConversationBecomesAnAcceptedOne(Party target) {
        ChatPipeline pipeline = pipeline();
        for (int seed = 0; seed < 200; seed++) {
            List<Message> conversation = new RandomHistory(seed).conversation();
            pipeline.chat(params(target, conversation, Optional.empty()), event -> {});
            String description = "seed " + seed;
            assertEquals(
                    List.of(),
                    target.rules.violations(parseBody(sentCalls.getLast())),
                    () -> description + ": " + parseBody(sentCalls.getLast()));
        }
    }

    private JsonNode replay(Party source, Party target, PlayedHistory history, Optional<String> effort) {
        ChatPipeline pipeline = pipeline();
        List<ChatEvent> response = new ArrayList<>();
        pipeline.chat(params(source, PlayedHistory.OPENING, effort), response::add);
        pipeline.chat(params(target, history.messagesAfter(response), effort), event -> {});
        return parseBody(sentCalls.getLast());
    }

    private ChatPipeline pipeline() {
        HttpSender network = call -> {
            sentCalls.add(call);
            Party recipient = Arrays.stream(Party.values())
                    .filter(party -> call.uri().getHost().equals(host(party)))
                    .findFirst()
                    .orElseThrow();
            byte[] body = recipient.response.getBytes(StandardCharsets.UTF_8);
            return new HttpAnswer(200, Map.of("content-type", "application/json"), new ByteArrayInputStream(body));
        };
        return new ChatPipeline(
                new FewProviders(Arrays.stream(Party.values())
                        .map(HistoryMatrixTest::model)
                        .toArray(ResolvedModel[]::new)),
                network);
    }

    private static ResolvedModel model(Party party) {
        ModelInfo.Capabilities capabilities =
                new ModelInfo.Capabilities(true, true, true, true, List.of("low", "high"), true, false);
        ModelConfig config = ModelConfig.of(party.model);
        ResolvedModel.Remote base = TestModels.remote(
                TestModels.info(party.modelId(), capabilities),
                party.dialect,
                URI.create("http://" + host(party)),
                config);
        return new ResolvedModel.Remote(base.endpoint(), party.dialect, base.info(), new Quirks(party.quirks), config);
    }

    private static String host(Party party) {
        return party.provider().replace('_', '-') + ".example";
    }

    private static ChatParams params(Party party, List<Message> messages, Optional<String> effort) {
        ChatOptions options = new ChatOptions(
                OptionalInt.of(8_000),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                List.of(),
                OptionalLong.empty(),
                effort,
                Optional.empty(),
                Optional.empty(),
                Map.of());
        return new ChatParams(
                party.modelId(), messages, TOOLS, ToolChoice.AUTO, options, Optional.empty(), Optional.empty());
    }

    private static JsonNode parseBody(HttpCall call) {
        try {
            return Wire.JSON.readTree(call.body().orElseThrow());
        } catch (IOException invalid) {
            throw new IllegalStateException(invalid);
        }
    }
}
