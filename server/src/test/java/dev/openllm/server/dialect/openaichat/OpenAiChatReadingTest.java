package dev.openllm.server.dialect.openaichat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.server.dialect.CommittedCases;
import dev.openllm.server.dialect.CutStreams;
import dev.openllm.server.dialect.WireCases;
import dev.openllm.server.dialect.WireExpectation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests how Chat Completions responses are read, with one case for each deviation. The names of the cases are the
 * specification.
 */
class OpenAiChatReadingTest {

    private final OpenAiChatDialect dialect = new OpenAiChatDialect();

    static List<WireCases.Case> cases() {
        return CommittedCases.of("openai-chat");
    }

    static Stream<WireCases.Case> streams() {
        return cases().stream().filter(committed -> committed.hasTag("stream"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theExpectedResultIsDelivered(WireCases.Case committed) {
        assertEquals(
                List.of(),
                WireExpectation.differences(
                        committed, WireExpectation.deliver(dialect, committed, CommittedCases.quirks(committed))));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void theResultIsIndependentOfHowTheStreamIsSplit(WireCases.Case committed) {
        CutStreams.assertCutsChangeNothing(
                dialect, WireExpectation.call(committed, CommittedCases.quirks(committed)), committed.body());
    }
}
