package dev.openllm.server.dialect.anthropicmessages;

import static dev.openllm.server.dialect.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Usage;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How answers in Anthropic's form are read. */
class AnthropicReaderTest {

    private static final String START =
            "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"m\",\"content\":[],"
                    + "\"usage\":{\"input_tokens\":9,\"cache_read_input_tokens\":100,\"cache_creation_input_tokens\":10,"
                    + "\"output_tokens\":1}}}";
    private static final String STOP = "{\"type\":\"message_stop\"}";

    private final AnthropicMessages anthropic = new AnthropicMessages();

    private Delivered stream(String... events) {
        return read(body(events), true);
    }

    private static String body(String... events) {
        return Stream.of(events)
                .map(event -> "event: " + json(event).path("type").asText() + "\ndata: " + event + "\n\n")
                .collect(Collectors.joining());
    }

    private Delivered read(String body, boolean stream) {
        return Delivered.by(
                anthropic,
                WireExpectation.call("anthropic", "m", stream, Quirks.NONE),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static String blockStart(int index, String block) {
        return "{\"type\":\"content_block_start\",\"index\":" + index + ",\"content_block\":" + block + "}";
    }

    private static String delta(int index, String delta) {
        return "{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":" + delta + "}";
    }

    private static String blockStop(int index) {
        return "{\"type\":\"content_block_stop\",\"index\":" + index + "}";
    }

    private static String stopReason(String reason) {
        return "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason
                + "\"},\"usage\":{\"output_tokens\":20,\"output_tokens_details\":{\"thinking_tokens\":5}}}";
    }

    private static String tool(String id) {
        return "{\"type\":\"tool_use\",\"id\":\"" + id + "\",\"name\":\"a\",\"input\":{}}";
    }

    private static String arguments(String piece) {
        return "{\"type\":\"input_json_delta\",\"partial_json\":\"" + piece.replace("\"", "\\\"") + "\"}";
    }

    @Test
    void thoughtsAreReasoningAndTheirSignedBlockIsKept() {
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
    void hiddenThoughtsAreKeptAsTheyCame() {
        String hidden = "{\"type\":\"redacted_thinking\",\"data\":\"XYZ\"}";

        Delivered delivered = stream(START, blockStart(0, hidden), blockStop(0), stopReason("end_turn"), STOP);

        assertEquals(List.of(new ChatEvent.ProviderState("anthropic", "m", json(hidden))), delivered.events());
    }

    @Test
    void thoughtsThatNobodySignedAreNotKept() {
        Delivered delivered = stream(
                START,
                blockStart(0, "{\"type\":\"thinking\",\"thinking\":\"hm\"}"),
                blockStop(0),
                stopReason("end_turn"),
                STOP);

        assertEquals(List.of(new ChatEvent.Reasoning("hm")), delivered.events());
    }

    @Test
    void piecesOfBlocksThatAlternateAreToldApart() {
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
    void noArgumentsAreAnEmptyObject() {
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
    void argumentsAtTheStartOfABlockCount() {
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
    void aCallThatTheLimitCutOffIsInvalid(String piece) {
        Delivered delivered = stream(
                START,
                blockStart(0, tool("t0")),
                delta(0, arguments(piece)),
                blockStop(0),
                stopReason("max_tokens"),
                STOP);

        ChatEvent.InvalidToolCall invalid =
                assertInstanceOf(ChatEvent.InvalidToolCall.class, delivered.events().getFirst());
        assertEquals(piece, invalid.rawArguments());
        assertEquals(FinishReason.LENGTH, delivered.outcome().orElseThrow().finishReason());
    }

    @Test
    void contentInTheFirstEventCounts() {
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
    void twoAnswersJoinedIntoOneAreAnError() {
        Delivered delivered = stream(
                START,
                blockStart(0, tool("t0")),
                delta(0, arguments("{\"x\":")),
                START.replace("msg_1", "msg_2"),
                blockStart(0, tool("t1")),
                delta(0, arguments("{\"x\":1}")),
                blockStop(0),
                stopReason("tool_use"),
                STOP);

        assertEquals(ErrorKind.BAD_RESPONSE, delivered.error().orElseThrow().kind());
        assertEquals(List.of(), delivered.toolCalls());
    }

    @Test
    void toolsOfTheServiceCitationsAndWhatIsNewAreReadPast() {
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
    void stopReasonsAreTranslated(String raw, FinishReason expected) {
        Delivered delivered = stream(START, stopReason(raw), STOP);

        assertEquals(expected, delivered.outcome().orElseThrow().finishReason());
        assertEquals(raw, delivered.outcome().orElseThrow().finishReasonRaw());
    }

    @Test
    void whyTheModelRefusedIsTold() {
        Delivered delivered = stream(
                START,
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\","
                        + "\"stop_details\":{\"explanation\":\"Not this.\"}}}",
                STOP);

        assertEquals(
                List.of(new ChatEvent.Notice(ChatEvent.Notice.Topic.WARNING, "Not this.")), delivered.events());
    }

    @Test
    void whatWasCachedIsPartOfTheInputAndTheLastCountHolds() {
        assertEquals(
                new Usage(
                        OptionalLong.of(119),
                        OptionalLong.of(20),
                        OptionalLong.of(100),
                        OptionalLong.of(10),
                        OptionalLong.of(5)),
                stream(START, stopReason("end_turn"), STOP).outcome().orElseThrow().usage());
    }

    /** Kimi counts anew what of the prompt was cached and what was not. */
    @Test
    void aLaterCountOfThePromptReplacesTheEarlierAsAWhole() {
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
    void aCountOfThePromptThatIsZeroSaysNothing() {
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
    void aSignatureThatComesAgainInFullCountsOnce() {
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
    void anErrorThatIsNoJsonIsToldAsItIs() {
        Delivered delivered = read(
                body(START, blockStart(0, "{\"type\":\"text\",\"text\":\"A\"}"))
                        + "event: error\ndata: upstream connect error\n\n",
                true);

        assertEquals("A", delivered.text());
        assertTrue(delivered.error().orElseThrow().message().contains("upstream connect error"));
    }

    @Test
    void anAnswerInAnotherFormIsQuoted() {
        Delivered delivered = read("{\"code\":40013,\"reason\":\"This plan has ended.\"}", false);

        assertTrue(delivered.error().orElseThrow().message().contains("This plan has ended."));
    }

    @Test
    void errorsOfMiniMaxComeBesideTheAnswer() {
        Delivered delivered = read(
                "{\"type\":\"message\",\"content\":null,"
                        + "\"base_resp\":{\"status_code\":1008,\"status_msg\":\"insufficient balance\"}}",
                false);

        assertEquals("insufficient balance", delivered.error().orElseThrow().message());
        assertEquals(Optional.of("1008"), delivered.error().orElseThrow().code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[{\"error\":{\"code\":404,\"message\":\"No such model\",\"status\":\"NOT_FOUND\"}}]",
                "{\"detail\":\"No such model\"}",
                "{\"detail\":[{\"loc\":[\"body\",\"model\"],\"msg\":\"No such model\"}]}",
                "{\"error\":\"No such model\"}",
                "{\"Message\":\"No such model\"}"
            })
    void errorsOfOtherServersAreReadToo(String body) {
        assertTrue(anthropic.readError(404, Map.of(), body).message().endsWith("No such model"));
    }

    @Test
    void anErrorInsideAStreamSurfacesWithTheStatusItWouldHaveHad() {
        Delivered delivered = stream(
                START,
                blockStart(0, "{\"type\":\"text\",\"text\":\"A\"}"),
                "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");

        assertEquals("A", delivered.text());
        assertEquals(ErrorKind.OVERLOADED, delivered.error().orElseThrow().kind());
        assertEquals(OptionalInt.of(529), delivered.error().orElseThrow().status());
        assertEquals(Optional.of("overloaded_error"), delivered.error().orElseThrow().code());
    }

    @Test
    void aStreamThatStopsAnywhereIsAnError() {
        byte[] body = body(
                        START,
                        blockStart(0, "{\"type\":\"text\",\"text\":\"ü 😀\"}"),
                        blockStop(0),
                        blockStart(1, tool("t0")),
                        delta(1, arguments("{\"x\":\"ü\"}")),
                        blockStop(1),
                        stopReason("tool_use"),
                        STOP)
                .getBytes(StandardCharsets.UTF_8);
        var call = WireExpectation.call("anthropic", "m", true, Quirks.NONE);

        CutStreams.assertCutsChangeNothing(anthropic, call, body);
        CutStreams.assertStopsAreErrors(anthropic, call, body, frame -> frame.contains("message_stop"));
    }

    @Test
    void aWholeAnswerGivesTheSameAsAStream() {
        Delivered delivered = read(
                "{\"type\":\"message\",\"id\":\"msg_1\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\","
                        + "\"signature\":\"S\"},{\"type\":\"text\",\"text\":\"A\"}],\"stop_reason\":\"end_turn\"}",
                false);

        assertEquals("hm", delivered.reasoning());
        assertEquals("A", delivered.text());
        assertTrue(delivered.events().stream().anyMatch(ChatEvent.ProviderState.class::isInstance));
    }

    @Test
    void aBadKeyIsAnAuthErrorWithTheRequestsId() {
        var error = anthropic.readError(
                401,
                Map.of(),
                "{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":\"invalid x-api-key\"},"
                        + "\"request_id\":\"req_1\"}");

        assertEquals(ErrorKind.AUTH, error.kind());
        assertEquals("invalid x-api-key", error.message());
        assertEquals(Optional.of("req_1"), error.requestId());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"thinking.type.enabled\" is not supported for this model. Use \"thinking.type.adaptive\".|thinking|adaptive",
                "adaptive thinking is not supported on this model|thinking|budget",
                "`temperature` and `top_p` cannot both be specified for this model.|sampling|one",
                "`temperature` is deprecated for this model.|sampling|none",
                "system.0.cache_control: Extra inputs are not permitted|prompt-cache|off"
            })
    void aRefusalTeachesHowElseToAsk(String message, String quirk, String value) {
        ErrorInfo refusal = ErrorInfo.of(ErrorKind.INVALID_REQUEST, message);

        assertEquals(Optional.of(Quirks.NONE.with(quirk, value)), anthropic.learn(refusal));
    }

    @ParameterizedTest
    @CsvSource({
        "400,invalid_request_error,prompt is too long: 9 tokens > 8 maximum,CONTEXT_TOO_LONG",
        "400,invalid_request_error,Your credit balance is too low,QUOTA",
        "400,invalid_request_error,temperature: range: 0..1,INVALID_REQUEST",
        "529,overloaded_error,Overloaded,OVERLOADED",
        "500,api_error,Internal server error,OVERLOADED",
        "429,rate_limit_error,Slow down,RATE_LIMITED"
    })
    void errorsAreSortedByTypeAndWords(int status, String type, String message, ErrorKind expected) {
        JsonNode body = json("{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message + "\"}}");

        assertEquals(expected, anthropic.readError(status, Map.of(), body.toString()).kind());
    }
}
