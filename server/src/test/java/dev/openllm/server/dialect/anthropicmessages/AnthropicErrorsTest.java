package dev.openllm.server.dialect.anthropicmessages;

import static dev.openllm.server.dialect.Calls.json;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.START;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.STOP;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.arguments;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.blockStart;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.blockStop;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.body;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.delta;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.read;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.stopReason;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.stream;
import static dev.openllm.server.dialect.anthropicmessages.AnthropicEvents.tool;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for errors in the Anthropic format and for responses that failed, stopped early, or are malformed. */
class AnthropicErrorsTest {

    private final AnthropicDialect anthropic = new AnthropicDialect();

    @Test
    void twoJoinedResponsesAreAnError() {
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
    void anErrorThatIsNotJsonIsShownUnchanged() {
        Delivered delivered = read(
                body(START, blockStart(0, "{\"type\":\"text\",\"text\":\"A\"}"))
                        + "event: error\ndata: upstream connect error\n\n",
                true);

        assertEquals("A", delivered.text());
        assertTrue(delivered.error().orElseThrow().message().contains("upstream connect error"));
    }

    @Test
    void aResponseInAnotherFormatIsQuoted() {
        Delivered delivered = read("{\"code\":40013,\"reason\":\"This plan has ended.\"}", false);

        assertTrue(delivered.error().orElseThrow().message().contains("This plan has ended."));
    }

    @Test
    void miniMaxErrorsAccompanyTheResponse() {
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
    void errorsOfOtherServersAreAlsoRead(String body) {
        assertTrue(anthropic.readError(404, Map.of(), body).message().endsWith("No such model"));
    }

    @Test
    void anErrorInsideAStreamHasTheStatusOfAnHttpError() {
        Delivered delivered = stream(
                START,
                blockStart(0, "{\"type\":\"text\",\"text\":\"A\"}"),
                "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");

        assertEquals("A", delivered.text());
        assertEquals(ErrorKind.OVERLOADED, delivered.error().orElseThrow().kind());
        assertEquals(OptionalInt.of(529), delivered.error().orElseThrow().status());
        assertEquals(
                Optional.of("overloaded_error"), delivered.error().orElseThrow().code());
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
    void anInvalidKeyIsAnAuthErrorWithTheRequestId() {
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
                "\"thinking.type.enabled\" is not supported for this model. Use"
                        + " \"thinking.type.adaptive\".|thinking|adaptive",
                "adaptive thinking is not supported on this model|thinking|budget",
                "`temperature` and `top_p` cannot both be specified for this model.|sampling|one",
                "`temperature` is deprecated for this model.|sampling|none",
                "system.0.cache_control: Extra inputs are not permitted|prompt-cache|off"
            })
    void aQuirkIsLearnedFromARefusal(String message, String quirk, String value) {
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
    void errorsAreClassifiedByTypeAndMessage(int status, String type, String message, ErrorKind expected) {
        JsonNode body =
                json("{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message + "\"}}");

        assertEquals(
                expected, anthropic.readError(status, Map.of(), body.toString()).kind());
    }
}
