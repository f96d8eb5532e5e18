package dev.openllm.server.dialect.ollamachat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.dialect.CutStreams;
import dev.openllm.server.dialect.Delivered;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.WireExpectation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Tests how Ollama responses are read. */
class OllamaDialectTest {

    private static final String DONE =
            "{\"model\":\"m\",\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\",\"eval_count\":7}\n";

    private final OllamaDialect ollama = new OllamaDialect();

    private Delivered read(String body) {
        return Delivered.read(
                ollama, WireExpectation.call("ollama", "m", true, Quirks.NONE), body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void textAndThinkingAreSeparate() {
        Delivered delivered = read("""
            {"message":{"content":"","thinking":"hm"},"done":false}
            {"message":{"content":"Hé"},"done":false}
            {"message":{"content":"llo"},"done":false}
            """ + DONE);

        assertEquals(
                List.of(new ChatEvent.Reasoning("hm"), new ChatEvent.Text("Hé"), new ChatEvent.Text("llo")),
                delivered.events());
    }

    @Test
    void callsWithoutIdsGetUniqueOnes() {
        Delivered delivered = read("""
            {"message":{"content":"","tool_calls":[
            """.strip() + """
            {"function":{"name":"a","arguments":{}}},{"function":{"name":"a","arguments":{"x":1}}}]},"done":false}
            """ + DONE);

        assertEquals(2, delivered.toolCalls().size());
        assertFalse(delivered.toolCalls().get(0).id().isBlank());
        assertNotEquals(
                delivered.toolCalls().get(0).id(), delivered.toolCalls().get(1).id());
    }

    @Test
    void aRepeatedIdIsReplaced() {
        Delivered delivered = read("""
            {"message":{"tool_calls":[{"id":"c","function":{"name":"a","arguments":{}}}]},"done":false}
            {"message":{"tool_calls":[{"id":"c","function":{"name":"b","arguments":{}}}]},"done":false}
            """ + DONE);

        assertEquals("c", delivered.toolCalls().get(0).id());
        assertNotEquals("c", delivered.toolCalls().get(1).id());
    }

    @Test
    void stopWithCallsIsReportedAsToolCalls() {
        Delivered delivered = read("""
            {"message":{"tool_calls":[{"function":{"name":"a","arguments":{"x":1}}}]},"done":false}
            """ + DONE);

        assertEquals(FinishReason.TOOL_CALLS, delivered.outcome().orElseThrow().finishReason());
        assertEquals("stop", delivered.outcome().orElseThrow().finishReasonRaw());
    }

    @Test
    void argumentsThatAreNotAnObjectMakeTheCallInvalid() {
        Delivered delivered = read("""
            {"message":{"tool_calls":[{"id":"c","function":{"name":"a","arguments":"{\\"x\\":"}}]},"done":false}
            """ + DONE);

        assertEquals(List.of(), delivered.toolCalls());
        assertTrue(delivered.events().getFirst() instanceof ChatEvent.InvalidToolCall invalid
                && invalid.rawArguments().equals("{\"x\":"));
    }

    @Test
    void anErrorLineEndsTheStreamWithItsMessage() {
        Delivered delivered = read("""
            {"message":{"content":"Hel"},"done":false}
            {"error":"llama runner process has terminated"}
            """);

        assertEquals("Hel", delivered.text());
        assertEquals(
                "llama runner process has terminated",
                delivered.error().orElseThrow().message());
    }

    @Test
    void aStreamWithoutItsLastLineIsAnError() {
        assertEquals(
                ErrorKind.BAD_RESPONSE,
                read("{\"message\":{\"content\":\"Hel\"},\"done\":false}\n")
                        .error()
                        .orElseThrow()
                        .kind());
    }

    @Test
    void aStreamThatStopsAnywhereIsAnError() {
        byte[] body = ("""
            {"message":{"content":"ü 😀"},"done":false}
            {"message":{"tool_calls":[{"id":"c","function":{"name":"a","arguments":{"x":"ü"}}}]},"done":false}
            """ + DONE).getBytes(StandardCharsets.UTF_8);

        CutStreams.assertCutsChangeNothing(ollama, WireExpectation.call("ollama", "m", true, Quirks.NONE), body);
        CutStreams.assertStopsAreErrors(
                ollama,
                WireExpectation.call("ollama", "m", true, Quirks.NONE),
                body,
                line -> line.contains("\"done\":true"));
    }

    @Test
    void aMissingPromptCountIsNotReported() {
        var usage = read(DONE).outcome().orElseThrow().usage();

        assertEquals(OptionalLong.empty(), usage.inputTokens());
        assertEquals(OptionalLong.of(7), usage.outputTokens());
    }

    @Test
    void cachedTokensArePartOfThePrompt() {
        var usage = read("""
            {"message":{"content":"Hi"},"done":true,"done_reason":"stop","prompt_eval_count":28,\
            "prompt_eval_cached_count":27,"eval_count":3}
            """).outcome().orElseThrow().usage();

        assertEquals(OptionalLong.of(28), usage.inputTokens());
        assertEquals(OptionalLong.of(27), usage.cachedInputTokens());
    }

    @Test
    void textInsteadOfALineIsShownUnchanged() {
        Delivered delivered = read("""
            {"message":{"content":"Hel"},"done":false}
            upstream timed out
            """);

        assertEquals("Hel", delivered.text());
        assertTrue(delivered.error().orElseThrow().message().contains("upstream timed out"));
    }

    @Test
    void aMissingModelIsReportedWithTheWayToGetIt() {
        ErrorInfo error = ollama.readError(404, Map.of(), "{\"error\":\"model 'x' not found\"}");

        assertEquals(ErrorKind.MODEL_NOT_FOUND, error.kind());
        assertEquals("model 'x' not found", error.message());
        assertEquals(OptionalInt.of(404), error.status());
        assertTrue(error.hint().orElseThrow().contains("ollama pull"));
    }

    @Test
    void aQuirkIsLearnedFromARefusal() {
        ErrorInfo unsupportedThinking =
                ollama.readError(400, Map.of(), "{\"error\":\"\\\"m\\\" does not support thinking\"}");
        ErrorInfo unsupportedLevel = ollama.readError(
                400, Map.of(), "{\"error\":\"think value \\\"medium\\\" is not supported for this model\"}");

        assertEquals(Optional.of(Quirks.NONE.with(OllamaQuirk.THINK, "none")), ollama.learn(unsupportedThinking));
        assertEquals(Optional.of(Quirks.NONE.with(OllamaQuirk.THINK, "switch")), ollama.learn(unsupportedLevel));
    }

    @Test
    void anErrorThatIsNotJsonIsQuoted() {
        assertTrue(ollama.readError(502, Map.of(), "bad gateway").message().contains("bad gateway"));
        assertFalse(
                ollama.readError(502, Map.of(), "<html>secret</html>").message().contains("secret"));
    }
}
