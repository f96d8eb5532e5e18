package dev.openllm.server.chat.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.chat.TestModels;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Delivered;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.anthropicmessages.AnthropicMessages;
import dev.openllm.server.dialect.gemini.Gemini;
import dev.openllm.server.dialect.ollamachat.OllamaChat;
import dev.openllm.server.dialect.openaichat.OpenAiChat;
import dev.openllm.server.dialect.openairesponses.OpenAiResponses;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A conversation that began with one dialect goes on with any other, as far as that one's documented rules go. */
class HistoryMatrixTest {

    /** What {@link #ANSWERS} hold of opaque state. */
    private static final String STATE = "OPAQUE-STATE";

    private static final List<Dialect> DIALECTS = List.of(
            new OpenAiChat(), new OpenAiResponses(), new AnthropicMessages(), new Gemini(), new OllamaChat());

    /** An answer in the form of each dialect: a thought, a sentence, and two tool calls at once. */
    private static final Map<String, String> ANSWERS = Map.of(
            "openai-chat", """
            {"choices":[{"finish_reason":"tool_calls","message":{"role":"assistant","reasoning_content":"hm",
              "content":"Looking.","tool_calls":[
              {"id":"call_1","type":"function","function":{"name":"read","arguments":"{\\"path\\":\\"a\\"}"}},
              {"id":"call_2","type":"function","function":{"name":"shot","arguments":"{}"}}]}}]}
            """,
            "openai-responses", """
            {"id":"resp_1","object":"response","status":"completed","output":[
              {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"hm"}],
               "encrypted_content":"OPAQUE-STATE"},
              {"type":"message","id":"msg_1","role":"assistant","status":"completed",
               "content":[{"type":"output_text","text":"Looking.","annotations":[]}]},
              {"type":"function_call","id":"fc_1","call_id":"call_1","name":"read","status":"completed",
               "arguments":"{\\"path\\":\\"a\\"}"},
              {"type":"function_call","id":"fc_2","call_id":"call_2","name":"shot","status":"completed",
               "arguments":"{}"}]}
            """,
            "anthropic-messages", """
            {"id":"msg_1","type":"message","role":"assistant","stop_reason":"tool_use","content":[
              {"type":"thinking","thinking":"hm","signature":"OPAQUE-STATE"},{"type":"text","text":"Looking."},
              {"type":"tool_use","id":"toolu_1","name":"read","input":{"path":"a"}},
              {"type":"tool_use","id":"toolu_2","name":"shot","input":{}}]}
            """,
            "gemini", """
            {"candidates":[{"finishReason":"STOP","content":{"role":"model","parts":[
              {"text":"hm","thought":true},{"text":"Looking."},
              {"functionCall":{"name":"read","args":{"path":"a"}},"thoughtSignature":"OPAQUE-STATE"},
              {"functionCall":{"name":"shot","args":{}}}]}}]}
            """,
            "ollama-chat", """
            {"done":true,"done_reason":"stop","message":{"role":"assistant","thinking":"hm","content":"Looking.",
              "tool_calls":[{"function":{"name":"read","arguments":{"path":"a"}}},
              {"function":{"name":"shot","arguments":{}}}]}}
            """);

    private static ModelInfo model(Dialect dialect) {
        return TestModels.info(dialect.name() + "/gemini-3-or-claude-opus-4-6");
    }

    static Stream<Arguments> fromAndTo() {
        return DIALECTS.stream().flatMap(from -> DIALECTS.stream().map(to -> Arguments.of(from.name(), to.name())));
    }

    static Stream<String> to() {
        return DIALECTS.stream().map(Dialect::name);
    }

    @ParameterizedTest
    @MethodSource("fromAndTo")
    void aTurnWithToolsGoesOnElsewhere(String from, String to) {
        List<Message> conversation = conversation(named(from));

        ObjectNode body = encoded(named(to), conversation);

        assertEquals(List.of(), RequestRules.brokenBy(to, body));
    }

    @ParameterizedTest
    @MethodSource("fromAndTo")
    void opaqueStateGoesBackToWhomItCameFromAndToNobodyElse(String from, String to) {
        boolean hasState = ANSWERS.get(from).contains(STATE);

        ObjectNode body = encoded(named(to), conversation(named(from)));

        assertEquals(hasState && from.equals(to), body.toString().contains(STATE));
    }

    @ParameterizedTest
    @MethodSource("to")
    void anyConversationBecomesOneThatIsTaken(String to) {
        LongStream.range(0, 200).forEach(seed -> {
            List<Message> conversation = new RandomHistory(seed).conversation();
            assertEquals(
                    List.of(),
                    RequestRules.brokenBy(to, encoded(named(to), conversation)),
                    () -> "seed " + seed + ": " + conversation);
        });
    }

    private static Dialect named(String name) {
        return DIALECTS.stream().filter(dialect -> dialect.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<Message> conversation(Dialect from) {
        Message calls = answer(from);
        List<String> ids = calls.parts().stream()
                .filter(Part.ToolCall.class::isInstance)
                .map(part -> ((Part.ToolCall) part).id())
                .toList();
        Message results = new Message(
                Role.USER,
                List.of(
                        new Part.ToolResult(ids.get(0), List.of(new Part.Text("[1]")), false),
                        new Part.ToolResult(ids.get(1), List.of(Part.Image.ofData("image/png", "AAAA")), false),
                        new Part.Text("Quick!")));
        return List.of(Message.system("Be brief."), Message.user("Look."), calls, results);
    }

    private static Message answer(Dialect from) {
        byte[] body = ANSWERS.get(from.name()).replace("\n", " ").getBytes(StandardCharsets.UTF_8);
        Delivered delivered = Delivered.by(from, call(from, List.of(Message.user("Look.")), false), body);
        assertEquals(Optional.empty(), delivered.error());
        return new Message(
                Role.ASSISTANT,
                delivered.events().stream().flatMap(HistoryMatrixTest::part).toList());
    }

    private static Stream<Part> part(ChatEvent event) {
        return switch (event) {
            case ChatEvent.Text(var text) -> Stream.of(new Part.Text(text));
            case ChatEvent.Reasoning(var text) -> Stream.of(new Part.Reasoning(text));
            case ChatEvent.ToolCall(var id, var name, var arguments) ->
                Stream.of(new Part.ToolCall(id, name, arguments));
            case ChatEvent.ProviderState(var provider, var model, var data) ->
                Stream.of(new Part.ProviderState(provider, model, data));
            default -> Stream.empty();
        };
    }

    private static ObjectNode encoded(Dialect to, List<Message> conversation) {
        List<Message> sanitised = new HistorySanitizer(
                        to.historyRules(Quirks.NONE), model(to), UnaryOperator.identity())
                .sanitize(conversation)
                .messages();
        return to.encode(call(to, sanitised, true)).body().orElseThrow();
    }

    private static ChatCall call(Dialect dialect, List<Message> messages, boolean stream) {
        ModelInfo model = model(dialect);
        return new ChatCall(
                model.provider(),
                model.model(),
                messages,
                List.of(),
                ToolChoice.AUTO,
                ChatOptions.DEFAULTS,
                stream,
                model.limits(),
                model.capabilities(),
                Quirks.NONE);
    }
}
