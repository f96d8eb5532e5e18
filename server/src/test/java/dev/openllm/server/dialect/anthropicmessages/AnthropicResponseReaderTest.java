package dev.openllm.server.dialect.anthropicmessages;

import static dev.openllm.server.dialect.Calls.json;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.START;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.STOP;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.arguments;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.blockStart;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.blockStop;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.delta;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.read;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.stopReason;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.stream;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.tool;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.server.dialect.Delivered;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests how responses in the Anthropic format are read. */
class AnthropicResponseReaderTest {

    private final AnthropicDialect anthropic = new AnthropicDialect();

    @Test
    void thinkingIsReasoningAndItsSignedBlockIsStored() {
        Delivered delivered = stream(
                START,
                blockStart(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"),
                delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"h\"}"),
                delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"m\"}"),
                delta(0, "{\"type\":\"signature_delta\",\"signature\":\"S\"}"),
                blockStop(0),
                stopReason("end_turn"),
                STOP);

        assertEquals("hm", delivered.reasoning());
        assertEquals(
                new ChatEvent.ProviderState(
                        "anthropic", "m", json("{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"S\"}")),
                delivered.events().getLast());
    }

    @Test
    void hiddenReasoningIsStoredUnchanged() {
        String redactedThinking = "{\"type\":\"redacted_thinking\",\"data\":\"XYZ\"}";

        Delivered delivered =
                stream(START, blockStart(0, redactedThinking), blockStop(0), stopReason("end_turn"), STOP);

        assertEquals(
                List.of(new ChatEvent.ProviderState("anthropic", "m", json(redactedThinking))), delivered.events());
    }

    @Test
    void unsignedThinkingIsNotStored() {
        Delivered delivered = stream(
                START,
                blockStart(0, "{\"type\":\"thinking\",\"thinking\":\"hm\"}"),
                blockStop(0),
                stopReason("end_turn"),
                STOP);

        assertEquals(List.of(new ChatEvent.Reasoning("hm")), delivered.events());
    }

    @Test
    void chunksOfAlternatingBlocksAreSeparated() {
        Delivered delivered = stream(
                START,
                blockStart(0, tool("t0")),
                blockStart(1, tool("t1")),
                delta(1, arguments("{\"x\":")),
                delta(0, arguments("{\"x\":0}")),
                delta(1, arguments("1}")),
                blockStop(0),
                blockStop(1),
                stopReason("tool_use"),
                STOP);

        assertEquals(
                List.of(
                        new ChatEvent.ToolCall("t0", "a", (ObjectNode) json("{\"x\":0}")),
                        new ChatEvent.ToolCall("t1", "a", (ObjectNode) json("{\"x\":1}"))),
                delivered.toolCalls());
    }

    @Test
    void missingArgumentsAreAnEmptyObject() {
        Delivered delivered = stream(
                START,
                blockStart(0, tool("t0")),
                delta(0, arguments("")),
                blockStop(0),
                blockStart(1, tool("t1")),
                blockStop(1),
                stopReason("tool_use"),
                STOP);

        assertEquals(2, delivered.toolCalls().size());
        assertTrue(delivered.toolCalls().getFirst().arguments().isEmpty());
    }

    @Test
    void argumentsAtTheStartOfABlockAreRead() {
        Delivered delivered = stream(
                START,
                blockStart(0, "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"a\",\"input\":{\"x\":1}}"),
                blockStop(0),
                stopReason("tool_use"),
                STOP);

        assertEquals(json("{\"x\":1}"), delivered.toolCalls().getFirst().arguments());
    }

    @ParameterizedTest
    @CsvSource({"'{\"x\":\"cu'", "''"})
    void aCallThatTheOutputLimitCutOffIsInvalid(String fragment) {
        Delivered delivered = stream(
                START,
                blockStart(0, tool("t0")),
                delta(0, arguments(fragment)),
                blockStop(0),
                stopReason("max_tokens"),
                STOP);

        ChatEvent.InvalidToolCall invalid = assertInstanceOf(
                ChatEvent.InvalidToolCall.class, delivered.events().getFirst());
        assertEquals(fragment, invalid.rawArguments());
        assertEquals(FinishReason.LENGTH, delivered.outcome().orElseThrow().finishReason());
    }

    @Test
    void contentInTheFirstEventIsRead() {
        Delivered delivered = stream(
                "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"stop_reason\":\"tool_use\",\"content\":["
                        + "{\"type\":\"code_execution_tool_result\",\"content\":{}},"
                        + "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"a\",\"input\":{\"x\":1}}]}}",
                STOP);

        assertEquals("t", delivered.toolCalls().getFirst().id());
        assertEquals(FinishReason.TOOL_CALLS, delivered.outcome().orElseThrow().finishReason());
    }

    @Test
    void aRepeatedStartIsIgnored() {
        Delivered delivered = stream(
                START,
                START,
                blockStart(0, "{\"type\":\"text\",\"text\":\"A\"}"),
                START,
                blockStop(0),
                stopReason("end_turn"),
                STOP);

        assertEquals("A", delivered.text());
        assertTrue(delivered.outcome().isPresent());
    }

    @Test
    void providerToolsCitationsAndUnknownContentAreSkipped() {
        Delivered delivered = stream(
                START,
                "{\"type\":\"ping\"}",
                blockStart(0, "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{}}"),
                delta(0, arguments("{\"query\":\"x\"}")),
                blockStop(0),
                blockStart(1, "{\"type\":\"web_search_tool_result\",\"content\":[]}"),
                blockStop(1),
                blockStart(2, "{\"type\":\"text\",\"text\":\"\"}"),
                delta(2, "{\"type\":\"citations_delta\",\"citation\":{}}"),
                delta(2, "{\"type\":\"text_delta\",\"text\":\"A\"}"),
                blockStop(2),
                "{\"type\":\"something_new\"}",
                stopReason("end_turn"),
                STOP);

        assertEquals(List.of(new ChatEvent.Text("A")), delivered.events());
        assertEquals(FinishReason.STOP, delivered.outcome().orElseThrow().finishReason());
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn,STOP",
        "stop_sequence,STOP",
        "max_tokens,LENGTH",
        "model_context_window_exceeded,LENGTH",
        "tool_use,TOOL_CALLS",
        "refusal,REFUSAL",
        "pause_turn,OTHER",
        "something_new,OTHER"
    })
    void stopReasonsAreMapped(String raw, FinishReason expected) {
        Delivered delivered = stream(START, stopReason(raw), STOP);

        assertEquals(expected, delivered.outcome().orElseThrow().finishReason());
        assertEquals(raw, delivered.outcome().orElseThrow().finishReasonRaw());
    }

    @Test
    void theReasonOfARefusalIsReported() {
        Delivered delivered = stream(
                START,
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\","
                        + "\"stop_details\":{\"explanation\":\"Not this.\"}}}",
                STOP);

        assertEquals(List.of(new ChatEvent.Notice(ChatEvent.Notice.Topic.WARNING, "Not this.")), delivered.events());
    }

    @Test
    void cachedTokensArePartOfTheInputAndTheLastCountIsUsed() {
        assertEquals(
                new Usage(
                        OptionalLong.of(119),
                        OptionalLong.of(20),
                        OptionalLong.of(100),
                        OptionalLong.of(10),
                        OptionalLong.of(5)),
                stream(START, stopReason("end_turn"), STOP)
                        .outcome()
                        .orElseThrow()
                        .usage());
    }

    /** Kimi reports the cached and the uncached token counts of the prompt again in a later event. */
    @Test
    void aLaterPromptCountReplacesTheEarlierOneCompletely() {
        Usage usage = stream(
                        START,
                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"input_tokens\":0,"
                            + "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":119,\"output_tokens\":7}}",
                        STOP)
                .outcome()
                .orElseThrow()
                .usage();

        assertEquals(OptionalLong.of(119), usage.inputTokens());
        assertEquals(OptionalLong.of(119), usage.cachedInputTokens());
        assertEquals(OptionalLong.of(7), usage.outputTokens());
    }

    @Test
    void aPromptCountOfZeroIsIgnored() {
        Usage usage = stream(
                        START,
                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"input_tokens\":0,"
                            + "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":7}}",
                        STOP)
                .outcome()
                .orElseThrow()
                .usage();

        assertEquals(OptionalLong.of(119), usage.inputTokens());
        assertEquals(OptionalLong.of(100), usage.cachedInputTokens());
    }

    @Test
    void aRepeatedCompleteSignatureIsStoredOnce() {
        Delivered delivered = stream(
                START,
                blockStart(0, "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"SIG\"}"),
                delta(0, "{\"type\":\"signature_delta\",\"signature\":\"SIGNED\"}"),
                blockStop(0),
                stopReason("end_turn"),
                STOP);

        assertEquals(
                json("{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"SIGNED\"}"),
                ((ChatEvent.ProviderState) delivered.events().getLast()).data());
    }

    @Test
    void aCompleteResponseEqualsAStreamedOne() {
        Delivered delivered = read(
                "{\"type\":\"message\",\"id\":\"msg_1\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\","
                        + "\"signature\":\"S\"},{\"type\":\"text\",\"text\":\"A\"}],\"stop_reason\":\"end_turn\"}",
                false);

        assertEquals("hm", delivered.reasoning());
        assertEquals("A", delivered.text());
        assertTrue(delivered.events().stream().anyMatch(ChatEvent.ProviderState.class::isInstance));
    }
}
