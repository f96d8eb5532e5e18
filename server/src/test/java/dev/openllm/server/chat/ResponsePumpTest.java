package dev.openllm.server.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.Delivered;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.WireExpectation;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for the rules that apply to every response, in any dialect. */
class ResponsePumpTest {

    private static Delivered read(String body) {
        return Delivered.read(
                new OpenAiChatDialect(),
                WireExpectation.call("provider", "m", true, Quirks.NONE),
                body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\0\0\0\0\0\0\0\u0011r\":1}", "{   \0\0\0:!r\u0011", "{\0\"\0a\0\"\0:\0001"})
    void aBodyWithAnUnexpectedEncodingIsAnInvalidResponseAndNotALostConnection(String body) {
        assertEquals(ErrorKind.BAD_RESPONSE, read(body).error().orElseThrow().kind());
    }

    private static String toolCallBody(String arguments, String finish) {
        return """
            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"add",\
            "arguments":"%s"}}]}}]}

            data: {"choices":[{"delta":{},"finish_reason":"%s"}]}

            """.formatted(arguments, finish);
    }

    @Test
    void aCallWithoutArgumentsAtTheOutputLimitIsDeliveredWithAWarning() {
        List<ChatEvent> events = read(toolCallBody("", "length")).events();

        assertEquals("add", ((ChatEvent.ToolCall) events.getFirst()).name());
        assertEquals(
                new ChatEvent.Notice(
                        ChatEvent.Notice.Topic.WARNING,
                        UserText.of(
                                "The response reached the output limit immediately after the call to {0}. Arguments "
                                        + "may be missing.",
                                "add")),
                events.getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tool_calls", "stop"})
    void aCallWithoutArgumentsIsValid(String finish) {
        assertEquals(1, read(toolCallBody("", finish)).events().size());
    }

    @Test
    void aCompleteCallAtTheOutputLimitIsValid() {
        assertEquals(1, read(toolCallBody("{\\\"x\\\":1}", "length")).events().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n\r\n", "\uFEFF"})
    void anEmptyBodyIsAnError(String body) {
        assertEquals(ErrorKind.BAD_RESPONSE, read(body).error().orElseThrow().kind());
    }

    @Test
    void aWebPageIsNotQuoted() {
        String message =
                read("\uFEFF<!doctype html><p>secret").error().orElseThrow().message();

        assertTrue(message.contains("web page") && !message.contains("secret"), message);
    }

    @Test
    void textInsteadOfAStreamIsReported() {
        assertTrue(read("no healthy upstream").error().orElseThrow().message().contains("no healthy upstream"));
    }
}
