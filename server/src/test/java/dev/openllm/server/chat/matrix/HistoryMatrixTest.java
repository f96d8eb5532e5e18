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

    private final List<HttpCall> sent = new ArrayList<>();

    static Stream<Arguments> pairs() {
        return Arrays.stream(Party.values())
                .flatMap(from -> Arrays.stream(Party.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    void noRequestViolatesTheRulesOfTheProvider(Party from, Party to) {
        List<String> violations = new ArrayList<>();
        for (PlayedHistory history : PlayedHistory.values()) {
            for (Optional<String> effort : List.of(Optional.<String>empty(), Optional.of("high"))) {
                JsonNode request = play(from, to, history, effort);
                to.rules
                        .violations(request)
                        .forEach(violation -> violations.add(history + ": " + violation + "\n" + request));
            }
        }
        assertEquals("", String.join("\n", violations));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    void providerStateIsSentBackOnlyToItsModel(Party from, Party to) {
        for (PlayedHistory history : List.of(PlayedHistory.IN_TOOL_LOOP, PlayedHistory.BARE)) {
            boolean sealed = from.answer.contains("c2lnbmVk") || from.answer.contains("ZW5jcnlwdGVk");
            String request = play(from, to, history, Optional.of("high")).toString();

            assertEquals(
                    sealed && from == to,
                    request.contains("c2lnbmVk") || request.contains("ZW5jcnlwdGVk"),
                    history::toString);
        }
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    void anImageInAToolResultReachesTheModel(Party from, Party to) {
        String request =
                play(from, to, PlayedHistory.IN_TOOL_LOOP, Optional.empty()).toString();

        assertTrue(request.contains(PlayedHistory.IMAGE), request);
        assertTrue(request.contains("content of a"), request);
        assertFalse(request.contains("(no result: cancelled)"), request);
    }

    @ParameterizedTest
    @EnumSource(Party.class)
    void anyConversationBecomesAnAcceptedOne(Party to) {
        ChatPipeline pipeline = pipeline();
        for (int seed = 0; seed < 200; seed++) {
            List<Message> conversation = new RandomHistory(seed).conversation();
            pipeline.chat(params(to, conversation, Optional.empty()), event -> {});
            String where = "seed " + seed;
            assertEquals(
                    List.of(), to.rules.violations(json(sent.getLast())), () -> where + ": " + json(sent.getLast()));
        }
    }

    private JsonNode play(Party from, Party to, PlayedHistory history, Optional<String> effort) {
        ChatPipeline pipeline = pipeline();
        List<ChatEvent> answer = new ArrayList<>();
        pipeline.chat(params(from, PlayedHistory.OPENING, effort), answer::add);
        pipeline.chat(params(to, history.after(answer), effort), event -> {});
        return json(sent.getLast());
    }

    private ChatPipeline pipeline() {
        HttpSender network = call -> {
            sent.add(call);
            Party asked = Arrays.stream(Party.values())
                    .filter(party -> call.uri().getHost().equals(host(party)))
                    .findFirst()
                    .orElseThrow();
            byte[] body = asked.answer.getBytes(StandardCharsets.UTF_8);
            return new HttpAnswer(200, Map.of("content-type", "application/json"), new ByteArrayInputStream(body));
        };
        return new ChatPipeline(
                new FewProviders(Arrays.stream(Party.values())
                        .map(HistoryMatrixTest::model)
                        .toArray(ResolvedModel[]::new)),
                network);
    }

    private static ResolvedModel model(Party party) {
        ModelInfo.Capabilities whole =
                new ModelInfo.Capabilities(true, true, true, true, List.of("low", "high"), true, false);
        ModelConfig config = ModelConfig.of(party.model);
        ResolvedModel.Remote plain = TestModels.remote(
                TestModels.info(party.id(), whole), party.dialect, URI.create("http://" + host(party)), config);
        return new ResolvedModel.Remote(
                plain.endpoint(), party.dialect, plain.info(), new Quirks(party.quirks), config);
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
                party.id(), messages, TOOLS, ToolChoice.AUTO, options, Optional.empty(), Optional.empty());
    }

    private static JsonNode json(HttpCall call) {
        try {
            return Wire.JSON.readTree(call.body().orElseThrow());
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
