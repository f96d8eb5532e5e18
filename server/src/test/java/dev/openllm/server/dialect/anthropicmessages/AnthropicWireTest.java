package dev.openllm.server.dialect.anthropicmessages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.dialect.CutStreams;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.WireCases;
import dev.openllm.server.dialect.WireExpectation;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests with recorded responses of Anthropic and of a compatible provider. */
class AnthropicWireTest {

    private final AnthropicDialect anthropic = new AnthropicDialect();

    static List<WireCases.Case> recorded() {
        return WireCases.of("anthropic-messages");
    }

    static Stream<WireCases.Case> streams() {
        return recorded().stream().filter(recorded -> recorded.hasTag("stream") && recorded.status() == 200);
    }

    static Stream<WireCases.Case> someStreams() {
        return WireCases.sample(streams());
    }

    static Stream<WireCases.Case> modelLists() {
        return WireCases.of("model-list").stream()
                .filter(recorded -> recorded.meta().path("provider").asText().equals("anthropic"));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void theExpectedResultIsDelivered(WireCases.Case recorded) {
        assertEquals(
                List.of(),
                WireExpectation.differences(recorded, WireExpectation.deliver(anthropic, recorded, Quirks.NONE)));
    }

    @ParameterizedTest
    @MethodSource("someStreams")
    void theResultIsIndependentOfHowTheStreamIsSplit(WireCases.Case recorded) {
        CutStreams.assertCutsChangeNothing(anthropic, WireExpectation.call(recorded, Quirks.NONE), recorded.body());
    }

    @ParameterizedTest
    @MethodSource("someStreams")
    void aStreamThatStopsEarlyIsAnError(WireCases.Case recorded) {
        CutStreams.assertStopsAreErrors(
                anthropic,
                WireExpectation.call(recorded, Quirks.NONE),
                recorded.body(),
                frame -> frame.contains("message_stop"));
    }

    @ParameterizedTest
    @MethodSource("modelLists")
    void modelListsAreRead(WireCases.Case recorded) throws IOException {
        if (recorded.status() != 200) {
            assertEquals(
                    ErrorKind.AUTH,
                    WireExpectation.readError(anthropic, recorded).kind());
            return;
        }
        JsonNode body = Wire.JSON.readTree(recorded.body());
        assertEquals(
                List.of(),
                WireExpectation.modelListDifferences(
                        recorded, anthropic.readModels(body).models()));
    }
}
