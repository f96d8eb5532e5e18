package dev.openllm.server.dialect.gemini;

import static dev.openllm.server.dialect.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.CutStreams;
import dev.openllm.server.dialect.Delivered;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.WireExpectation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests how Gemini responses are read. */
class GeminiResponseReaderTest {

    private static final String STOP = "{\"candidates\":[{\"finishReason\":\"STOP\"}]}";

    private final GeminiDialect gemini = new GeminiDialect();

    /** Reads a stream that consists of the given chunks. */
    private Delivered stream(String... chunks) {
        String body =
                Stream.of(chunks).map(chunk -> "data: " + chunk + "\r\n\r\n").collect(Collectors.joining());
        return read(body, true);
    }

    private Delivered read(String body, boolean stream) {
        return Delivered.read(
                gemini,
                WireExpectation.call("gemini", "m", stream, Quirks.NONE),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static String parts(String parts) {
        return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[" + parts + "]}}]}";
    }

    @Test
    void thoughtsAreReasoning() {
        Delivered delivered = stream(parts("{\"text\":\"hm\",\"thought\":true}"), parts("{\"text\":\"Yes\"}"), STOP);

        assertEquals(List.of(new ChatEvent.Reasoning("hm"), new ChatEvent.Text("Yes")), delivered.events());
    }

    @Test
    void callsWithoutIdsGetUniqueOnes() {
        Delivered delivered = stream(
                parts("{\"functionCall\":{\"name\":\"a\",\"args\":{}}},{\"functionCall\":{\"name\":\"a\"}}"), STOP);

        assertNotEquals(
                delivered.toolCalls().get(0).id(), delivered.toolCalls().get(1).id());
        assertEquals(FinishReason.TOOL_CALLS, delivered.outcome().orElseThrow().finishReason());
    }

    @Test
    void aSignatureIsStoredWithItsCall() {
        Delivered delivered = stream(
                parts("{\"functionCall\":{\"id\":\"c1\",\"name\":\"a\",\"args\":{}},\"thoughtSignature\":\"S\"}"),
                STOP);

        ChatEvent.ProviderState state = assertInstanceOf(
                ChatEvent.ProviderState.class, delivered.events().get(1));
        assertEquals(json("{\"thoughtSignature\":\"S\",\"callId\":\"c1\"}"), state.data());
        assertEquals("m", state.model());
    }

    @Test
    void aSignatureOnTextIsStoredWithItsPosition() {
        Delivered delivered = stream(
                parts("{\"text\":\"Hello\"}"),
                parts("{\"text\":\" you\",\"thoughtSignature\":\"A\"}"),
                parts("{\"text\":\"\",\"thoughtSignature\":\"B\"}"),
                STOP);

        List<ChatEvent.ProviderState> states = delivered.events().stream()
                .filter(ChatEvent.ProviderState.class::isInstance)
                .map(ChatEvent.ProviderState.class::cast)
                .toList();
        assertEquals(5, states.get(0).data().path("start").asInt());
        assertEquals(4, states.get(0).data().path("length").asInt());
        assertEquals(9, states.get(1).data().path("start").asInt());
        assertEquals(0, states.get(1).data().path("length").asInt());
    }

    @Test
    void chunkedArgumentsAreOneCall() {
        Delivered delivered = stream(
                parts("{\"functionCall\":{\"id\":\"c1\",\"name\":\"a\",\"willContinue\":true}}"),
                parts("{\"functionCall\":{\"partialArgs\":[{\"jsonPath\":\"$.to.city\",\"stringValue\":\"Ro\","
                        + "\"willContinue\":true}],\"willContinue\":true}}"),
                parts("{\"functionCall\":{\"partialArgs\":[{\"jsonPath\":\"$.to.city\",\"stringValue\":\"me\"},"
                    + "{\"jsonPath\":\"$.days[0]\",\"numberValue\":1},{\"jsonPath\":\"$.days[1]\",\"numberValue\":2},{\"jsonPath\":\"$['a"
                    + " b']\",\"boolValue\":true},{\"jsonPath\":\"$.none\",\"nullValue\":null}],"
                    + "\"willContinue\":true}}"),
                parts("{\"functionCall\":{}}"),
                STOP);

        assertEquals(
                List.of(new ChatEvent.ToolCall("c1", "a", (ObjectNode)
                        json("{\"to\":{\"city\":\"Rome\"},\"days\":[1,2],\"a b\":true,\"none\":null}"))),
                delivered.toolCalls());
    }

    @Test
    void aCallWhoseLastChunkIsMissingIsInvalid() {
        Delivered delivered = stream(
                parts("{\"functionCall\":{\"id\":\"c1\",\"name\":\"a\",\"willContinue\":true}}"),
                parts("{\"functionCall\":{\"partialArgs\":[{\"jsonPath\":\"$.x\",\"stringValue\":\"cu\"}],"
                        + "\"willContinue\":true}}"),
                "{\"candidates\":[{\"finishReason\":\"MAX_TOKENS\"}]}");

        assertEquals(List.of(), delivered.toolCalls());
        assertInstanceOf(ChatEvent.InvalidToolCall.class, delivered.events().getFirst());
    }

    @Test
    void anUnterminatedCallIsCompleteAtTheEndOfTheResponse() {
        Delivered delivered = stream(
                parts("{\"functionCall\":{\"id\":\"c1\",\"name\":\"a\",\"willContinue\":true}}"),
                parts("{\"functionCall\":{\"partialArgs\":[{\"jsonPath\":\"$.x\",\"numberValue\":1}],"
                        + "\"willContinue\":true}}"),
                STOP);

        assertEquals(json("{\"x\":1}"), delivered.toolCalls().getFirst().arguments());
    }

    @Test
    void aCallEndsOnlyOnce() {
        Delivered delivered = stream(
                parts("{\"functionCall\":{\"id\":\"c1\",\"name\":\"a\",\"willContinue\":true}}"),
                parts("{\"functionCall\":{\"partialArgs\":[{\"jsonPath\":\"$.x\",\"numberValue\":1}]}}"),
                parts("{\"functionCall\":{}}"),
                STOP);

        assertEquals(1, delivered.events().size());
    }

    @Test
    void contentAfterAFinishReasonIsRead() {
        assertEquals(
                "AB",
                stream(parts("{\"text\":\"A\"}"), STOP, parts("{\"text\":\"B\"}"), STOP)
                        .text());
    }

    @Test
    void providerToolsAreSkipped() {
        Delivered delivered = stream(
                parts("{\"executableCode\":{\"code\":\"1\"},\"thoughtSignature\":\"S\"},"
                        + "{\"codeExecutionResult\":{\"output\":\"1\"}},{\"text\":\"1\"}"),
                STOP);

        assertEquals(List.of(new ChatEvent.Text("1")), delivered.events());
    }

    @ParameterizedTest
    @CsvSource({
        "STOP,STOP",
        "MAX_TOKENS,LENGTH",
        "SAFETY,CONTENT_FILTER",
        "RECITATION,CONTENT_FILTER",
        "PROHIBITED_CONTENT,CONTENT_FILTER",
        "MALFORMED_FUNCTION_CALL,ERROR",
        "SOMETHING_NEW,OTHER"
    })
    void finishReasonsAreMapped(String raw, FinishReason expected) {
        Delivered delivered = stream("{\"candidates\":[{\"finishReason\":\"" + raw + "\"}]}");

        assertEquals(expected, delivered.outcome().orElseThrow().finishReason());
        assertEquals(raw, delivered.outcome().orElseThrow().finishReasonRaw());
    }

    @Test
    void theFinishReasonIsReported() {
        Delivered delivered =
                stream("{\"candidates\":[{\"finishReason\":\"SAFETY\",\"finishMessage\":\"Not this.\"}]}");

        assertEquals(List.of(new ChatEvent.Notice(ChatEvent.Notice.Topic.WARNING, "Not this.")), delivered.events());
    }

    @Test
    void aBlockedPromptIsReportedAsFiltered() {
        Delivered delivered = stream("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}");

        assertEquals(
                FinishReason.CONTENT_FILTER, delivered.outcome().orElseThrow().finishReason());
        assertEquals("SAFETY", delivered.outcome().orElseThrow().finishReasonRaw());
    }

    @Test
    void aBlockedPromptIsReportedWithItsMessage() {
        Delivered delivered =
                read("{\"candidates\":[],\"promptFeedback\":{\"blockReasonMessage\":\"Not this.\"}}", false);

        assertEquals(List.of(new ChatEvent.Notice(ChatEvent.Notice.Topic.WARNING, "Not this.")), delivered.events());
        assertEquals(
                FinishReason.CONTENT_FILTER, delivered.outcome().orElseThrow().finishReason());
    }

    @Test
    void feedbackThatBlocksNothingIsIgnored() {
        String feedback = "\"promptFeedback\":{\"safetyRatings\":[{\"category\":\"X\",\"probability\":\"LOW\"}]}";

        Delivered delivered = stream("{" + feedback + "}", parts("{\"text\":\"A\"}"), STOP);

        assertEquals(List.of(new ChatEvent.Text("A")), delivered.events());
        assertEquals(FinishReason.STOP, delivered.outcome().orElseThrow().finishReason());
    }

    @Test
    void theFirstOfSeveralCandidatesIsTheResponse() {
        Delivered delivered = stream(
                "{\"candidates\":[{\"index\":1,\"content\":{\"parts\":[{\"text\":\"no\"}]}}]}",
                "{\"candidates\":[{\"index\":1,\"content\":{\"parts\":[{\"text\":\"no\"}]}},"
                        + "{\"index\":0,\"content\":{\"parts\":[{\"text\":\"A\"}]}}]}",
                "{\"candidates\":[{\"index\":1,\"finishReason\":\"MAX_TOKENS\"}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"B\"}]},\"finishReason\":\"STOP\"}]}",
                "{\"candidates\":[{\"index\":1,\"finishReason\":\"SAFETY\"}]}");

        assertEquals("AB", delivered.text());
        assertEquals("STOP", delivered.outcome().orElseThrow().finishReasonRaw());
    }

    @Test
    void anImageInTheResponseIsMentioned() {
        Delivered delivered = stream(
                parts("{\"text\":\"A\"},{},{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"iVBORw==\"}}"), STOP);

        assertEquals("A", delivered.text());
        assertEquals(
                new ChatEvent.Notice(
                        ChatEvent.Notice.Topic.WARNING,
                        UserText.of("The response contains a file ({0}), which is not displayed.", "image/png")),
                delivered.events().getLast());
    }

    @Test
    void thoughtsCountAsOutputAndTheLastOfEachCountIsUsed() {
        var usage = stream(
                        "{\"usageMetadata\":{\"promptTokenCount\":9,\"cachedContentTokenCount\":4}}",
                        "{\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":"
                                + "{\"promptTokenCount\":10,\"candidatesTokenCount\":2,\"thoughtsTokenCount\":3}}")
                .outcome()
                .orElseThrow()
                .usage();

        assertEquals(OptionalLong.of(10), usage.inputTokens());
        assertEquals(OptionalLong.of(5), usage.outputTokens());
        assertEquals(OptionalLong.of(3), usage.reasoningTokens());
        assertEquals(OptionalLong.of(4), usage.cachedInputTokens());
    }

    @Test
    void aStreamThatArrivesAsAnArrayIsRead() {
        String body = String.join(",", parts("{\"text\":\"A\"}"), parts("{\"text\":\"B\"}"), STOP);

        assertEquals("AB", read("[" + body + "]", true).text());
    }

    @Test
    void anErrorInsideAStreamIsReported() {
        Delivered delivered = stream(
                parts("{\"text\":\"A\"}"),
                "{\"error\":{\"code\":503,\"message\":\"The model is overloaded.\",\"status\":\"UNAVAILABLE\"}}");

        assertEquals("A", delivered.text());
        assertEquals(ErrorKind.OVERLOADED, delivered.error().orElseThrow().kind());
        assertEquals("The model is overloaded.", delivered.error().orElseThrow().message());
    }

    @Test
    void aStreamThatStopsAnywhereIsAnError() {
        byte[] body = ("data: " + parts("{\"text\":\"ü 😀\"}") + "\n\ndata: "
                        + parts("{\"functionCall\":{\"id\":\"c1\",\"name\":\"a\",\"args\":{\"x\":\"ü\"}}}")
                        + "\n\ndata: " + STOP + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
        var call = WireExpectation.call("gemini", "m", true, Quirks.NONE);

        CutStreams.assertCutsChangeNothing(gemini, call, body);
        CutStreams.assertStopsAreErrors(gemini, call, body, frame -> frame.contains("finishReason"));
    }

    @Test
    void aResponseWithoutCandidatesIsAnError() {
        assertEquals(
                ErrorKind.BAD_RESPONSE,
                read("{\"usageMetadata\":{\"promptTokenCount\":1}}", false)
                        .error()
                        .orElseThrow()
                        .kind());
    }

    @Test
    void aCompleteResponseNeedsNoFinishReason() {
        assertTrue(read(parts("{\"text\":\"A\"}"), false).outcome().isPresent());
    }
}
