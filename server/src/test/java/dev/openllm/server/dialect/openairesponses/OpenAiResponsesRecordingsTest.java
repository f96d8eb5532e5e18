package dev.openllm.server.dialect.openairesponses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.server.dialect.CutStreams;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.WireCases;
import dev.openllm.server.dialect.WireExpectation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests with recorded responses of the Responses API and of compatible providers. */
class OpenAiResponsesRecordingsTest {

    private final OpenAiResponsesDialect dialect = new OpenAiResponsesDialect();

    static List<WireCases.Case> recorded() {
        return WireCases.of("openai-responses");
    }

    static Stream<WireCases.Case> streams() {
        return recorded().stream().filter(recorded -> recorded.hasTag("stream"));
    }

    static Stream<WireCases.Case> someStreams() {
        return WireCases.sample(streams());
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
                OpenAiResponsesRecordingsTest::isTerminal);
    }

    private static boolean isTerminal(String frame) {
        return frame.contains("\"type\":\"response.completed\"")
                || frame.contains("\"type\":\"response.incomplete\"")
                || frame.startsWith("event: error");
    }
}
