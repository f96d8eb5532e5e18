package dev.openllm.server.dialect.openairesponses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.WireCases;
import dev.openllm.server.dialect.WireExpectation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded answer of Responses delivers what it must. */
class OpenAiResponsesRecordingsTest {

    private final Dialect dialect = new OpenAiResponses();

    @TestFactory
    Stream<DynamicTest> deliversWhatTheRecordingsExpect() {
        return WireCases.of("openai-responses").stream()
                .map(recorded -> DynamicTest.dynamicTest(
                        recorded.id(),
                        () -> assertEquals(
                                List.of(),
                                WireExpectation.differences(
                                        recorded, WireExpectation.deliver(dialect, recorded, Quirks.NONE)))));
    }
}
