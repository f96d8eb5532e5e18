package dev.openllm.server.dialect.openaichat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.Wire;
import dev.openllm.server.dialect.CutStreams;
import dev.openllm.server.dialect.Delivered;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.WireCases;
import dev.openllm.server.dialect.WireExpectation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests with recorded responses of Chat Completions and of compatible providers. */
class OpenAiChatRecordingsTest {

    /** Providers whose model lists have other formats. */
    private static final Set<String> UNSUPPORTED_LISTS = Set.of("anthropic", "gemini", "ollama");

    private final OpenAiChatDialect dialect = new OpenAiChatDialect();

    static List<WireCases.Case> recorded() {
        return WireCases.of("openai-chat");
    }

    static Stream<WireCases.Case> streams() {
        return recorded().stream().filter(recorded -> recorded.hasTag("stream"));
    }

    static Stream<WireCases.Case> someStreams() {
        return WireCases.sample(streams());
    }

    static Stream<WireCases.Case> modelLists() {
        return WireCases.of("model-list").stream()
                .filter(recorded -> !UNSUPPORTED_LISTS.contains(
                        recorded.meta().path("provider").asText()));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void theExpectedResultIsDelivered(WireCases.Case recorded) {
        assertEquals(
                List.of(),
                WireExpectation.differences(recorded, WireExpectation.deliver(dialect, recorded, Quirks.NONE)));
    }

    @ParameterizedTest
    @MethodSource("someStreams")
    void theResultIsIndependentOfHowTheStreamIsSplit(WireCases.Case recorded) {
        CutStreams.assertCutsChangeNothing(dialect, WireExpectation.call(recorded, Quirks.NONE), recorded.body());
    }

    @ParameterizedTest
    @MethodSource("someStreams")
    void aStreamThatStopsEarlyIsAnError(WireCases.Case recorded) {
        CutStreams.assertStopsAreErrors(
                dialect,
                WireExpectation.call(recorded, Quirks.NONE),
                recorded.body(),
                OpenAiChatRecordingsTest::isTerminal);
    }

    private static boolean isTerminal(String frame) {
        return frame.matches("(?s).*\"finish_reason\": ?\"[a-z_]+\".*") || frame.startsWith("event: error");
    }

    @ParameterizedTest
    @MethodSource("streams")
    void aStreamThatStopsAfterItsFinishReasonIsComplete(WireCases.Case recorded) {
        String body = new String(recorded.body(), StandardCharsets.UTF_8);
        int finishReasonIndex =
                body.lastIndexOf("\"finish_reason\":\""); // some providers name a finish reason with every call
        if (finishReasonIndex < 0) {
            return; // the response ended in an error
        }
        int end = body.substring(0, finishReasonIndex).getBytes(StandardCharsets.UTF_8).length;
        while (recorded.body()[end] != '\n') {
            end++;
        }
        Delivered complete = deliver(recorded, recorded.body());
        Delivered truncated = deliver(recorded, Arrays.copyOf(recorded.body(), end));

        assertTrue(truncated.error().isEmpty(), () -> truncated.error().toString());
        assertEquals(complete.text(), truncated.text());
        assertEquals(callsWithoutIds(complete), callsWithoutIds(truncated));
    }

    private Delivered deliver(WireCases.Case recorded, byte[] body) {
        return Delivered.read(dialect, WireExpectation.call(recorded, Quirks.NONE), body);
    }

    /** Returns the tool calls without their IDs because generated IDs are different each time. */
    private static List<String> callsWithoutIds(Delivered delivered) {
        return delivered.toolCalls().stream()
                .map(call -> call.name() + call.arguments())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("modelLists")
    void modelListsAreRead(WireCases.Case recorded) throws IOException {
        if (recorded.status() >= 400) {
            theExpectedResultIsDelivered(recorded);
            return;
        }
        assertEquals(
                List.of(),
                WireExpectation.modelListDifferences(
                        recorded,
                        dialect.readModels(Wire.JSON.readTree(recorded.body())).models()));
    }
}
