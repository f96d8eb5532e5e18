package dev.openllm.server.chat.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ResponseFormat;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.chat.TestModels;
import dev.openllm.server.chat.tokens.TokenCounter;
import dev.openllm.server.dialect.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EchoModelTest {

    private static final ToolDefinition WEATHER = new ToolDefinition(
            "weather",
            "",
            parseJson(
                    "{\"type\":\"object\",\"required\":[\"city\",\"days\"],\"properties\":{\"city\":{\"type\":\"string\"},"
                        + "\"days\":{\"type\":\"integer\"},\"unit\":{\"type\":\"string\"}}}"));
    private static final ToolDefinition CLOCK = new ToolDefinition("clock", "", null);

    private final List<ChatEvent> events = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final EchoModel echo = new EchoModel(new TokenCounter(), waits::add);

    @Test
    void theLastUserMessageIsRepeatedWordByWord() {
        Outcome outcome = send("Hello  brave\nnew world");

        assertEquals(List.of("Hello  ", "brave\n", "new ", "world"), textChunks());
        assertEquals(FinishReason.STOP, outcome.finishReason());
        assertTrue(outcome.usage().inputTokens().isPresent());
        assertTrue(outcome.usage().outputTokens().getAsLong() > 0);
        assertEquals(List.of(), waits);
    }

    @Test
    void anOfferedToolIsCalled() {
        Outcome outcome = send("/tool weather {\"city\": \"Oslo\"}");

        ChatEvent.ToolCall call = (ChatEvent.ToolCall) events.getFirst();
        assertEquals("weather", call.name());
        assertEquals("Oslo", call.arguments().path("city").asText());
        assertEquals(FinishReason.TOOL_CALLS, outcome.finishReason());
    }

    @Test
    void everyToolIsCalledWithArgumentsThatMatchItsSchema() {
        send("/tools");

        List<ChatEvent.ToolCall> calls = toolCalls();
        assertEquals(
                List.of("weather", "clock"),
                calls.stream().map(ChatEvent.ToolCall::name).toList());
        assertEquals(
                parseJson("{\"city\":\"text\",\"days\":1}"), calls.getFirst().arguments());
        assertEquals(2, calls.stream().map(ChatEvent.ToolCall::id).distinct().count());
    }

    @Test
    void aToolThatWasNotOfferedIsReported() {
        assertEquals(FinishReason.STOP, send("/tool compass {}").finishReason());

        assertEquals("The tool \"compass\" was not offered. Offered tools: weather, clock.", text());
    }

    @Test
    void argumentsThatAreNotAJsonObjectAreReported() {
        send("/tool weather {city}");

        assertEquals("The arguments for weather are not a JSON object: {city}", text());
    }

    @Test
    void noToolIsCalledIfToolsAreForbidden() {
        respond(params(ToolChoice.NONE, ChatOptions.DEFAULTS, Message.user("/tools\nHi")));

        assertEquals(List.of(), toolCalls());
    }

    @Test
    void aToolIsCalledIfOneIsRequired() {
        respond(params(ToolChoice.REQUIRED, ChatOptions.DEFAULTS, Message.user("Hi")));

        assertEquals("weather", toolCalls().getFirst().name());
    }

    @Test
    void toolResultsAreQuoted() {
        respond(params(
                ToolChoice.AUTO,
                ChatOptions.DEFAULTS,
                Message.user("/tool clock"),
                new Message(Role.ASSISTANT, List.of(new Part.ToolCall("c1", "clock", parseJson("{}")))),
                new Message(Role.USER, List.of(new Part.ToolResult("c1", List.of(new Part.Text("noon")), false)))));

        assertEquals("clock answered: \"noon\"", text());
        assertEquals(List.of(), toolCalls(), "an older message is not carried out again");
    }

    @Test
    void imagesAndFilesAreDescribed() {
        respond(params(
                ToolChoice.AUTO,
                ChatOptions.DEFAULTS,
                new Message(
                        Role.USER,
                        List.of(
                                Part.Image.ofData("image/png", "AAAA"),
                                new Part.File("application/pdf", "AAAAAA==", Optional.of("a.pdf")),
                                new Part.Text("Look")))));

        assertEquals(
                "I see an image (image/png, 3 bytes).\nI got a file (a.pdf, application/pdf, 4 bytes).\nLook", text());
    }

    @Test
    void reasoningPrecedesTheResponse() {
        send("/reason step by step\nHi");

        assertEquals(new ChatEvent.Reasoning("step "), events.getFirst());
        assertEquals("Hi", text());
    }

    @Test
    void theResponseIsDelayedAsInstructed() {
        send("/slow 250\none two");

        assertEquals(List.of(Duration.ofMillis(250), Duration.ofMillis(250)), waits);
    }

    @ParameterizedTest
    @EnumSource(ErrorKind.class)
    void theRequestFailsAsInstructed(ErrorKind kind) {
        ErrorInfo error = expectError("/fail " + Wire.JSON.convertValue(kind, String.class) + "\nHello");

        assertEquals(kind, error.kind());
        assertEquals(List.of(), events);
    }

    @Test
    void theRequestFailsInTheMiddleOfTheResponse() {
        ErrorInfo error = expectError("/break 2 overloaded\none two three");

        assertEquals(ErrorKind.OVERLOADED, error.kind());
        assertEquals("one two ", text());
    }

    @Test
    void anInvalidInstructionIsReported() {
        send("/fail sometimes");

        assertTrue(text().contains("the error kind does not exist"), text());
    }

    @Test
    void theHelpListsTheTriggers() {
        send("/help");

        for (String trigger : List.of("/tool ", "/tools", "/reason", "/slow", "/fail", "/break")) {
            assertTrue(text().contains(trigger), trigger);
        }
    }

    @Test
    void linesThatOnlyResembleInstructionsAreText() {
        send("/usr/bin/env");

        assertEquals("/usr/bin/env", text());
    }

    @Test
    void anOutputLimitTruncatesTheResponse() {
        Outcome outcome =
                respond(params(ToolChoice.AUTO, options(OptionalInt.of(2), Optional.empty()), Message.user("a b c")));

        assertEquals("a b ", text());
        assertEquals(FinishReason.LENGTH, outcome.finishReason());
    }

    @Test
    void theResponseIsJsonThatMatchesTheSchema() {
        ResponseFormat format = new ResponseFormat(
                "x",
                Optional.of(parseJson(
                        "{\"type\":\"object\",\"required\":[\"ok\"],\"properties\":{\"ok\":{\"type\":\"boolean\"}}}")));

        respond(params(ToolChoice.AUTO, options(OptionalInt.empty(), Optional.of(format)), Message.user("Hi")));

        assertEquals("{\"ok\":true}", text());
    }

    private Outcome send(String text) {
        return respond(params(ToolChoice.AUTO, ChatOptions.DEFAULTS, Message.user(text)));
    }

    private ErrorInfo expectError(String text) {
        return assertThrows(OpenLlmException.class, () -> send(text)).info();
    }

    private Outcome respond(ChatParams params) {
        events.clear();
        return echo.respond(TestModels.info("echo/echo"), params, events::add);
    }

    private static ChatParams params(ToolChoice choice, ChatOptions options, Message... messages) {
        return new ChatParams(
                "echo/echo",
                List.of(messages),
                List.of(WEATHER, CLOCK),
                choice,
                options,
                Optional.empty(),
                Optional.empty());
    }

    private static ChatOptions options(OptionalInt maxOutputTokens, Optional<ResponseFormat> format) {
        return new ChatOptions(
                maxOutputTokens,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                List.of(),
                OptionalLong.empty(),
                Optional.empty(),
                format,
                Optional.empty(),
                java.util.Map.of());
    }

    private List<String> textChunks() {
        return events.stream()
                .filter(ChatEvent.Text.class::isInstance)
                .map(e -> ((ChatEvent.Text) e).text())
                .toList();
    }

    private String text() {
        return textChunks().stream().collect(Collectors.joining());
    }

    private List<ChatEvent.ToolCall> toolCalls() {
        return events.stream()
                .filter(ChatEvent.ToolCall.class::isInstance)
                .map(e -> (ChatEvent.ToolCall) e)
                .toList();
    }

    private static ObjectNode parseJson(String text) {
        try {
            return (ObjectNode) Wire.JSON.readTree(text);
        } catch (java.io.IOException invalid) {
            throw new IllegalArgumentException(invalid);
        }
    }
}
