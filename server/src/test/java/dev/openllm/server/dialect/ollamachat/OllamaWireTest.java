package dev.openllm.server.dialect.ollamachat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.dialect.CutStreams;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.WireCases;
import dev.openllm.server.dialect.WireExpectation;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests with recorded responses of Ollama servers. */
class OllamaWireTest {

    private final OllamaDialect ollama = new OllamaDialect();

    static List<WireCases.Case> recorded() {
        return WireCases.of("ollama-chat");
    }

    static Stream<WireCases.Case> streams() {
        return recorded().stream().filter(recorded -> recorded.hasTag("stream"));
    }

    static Stream<WireCases.Case> someStreams() {
        return WireCases.sample(streams());
    }

    static Stream<WireCases.Case> modelLists() {
        return WireCases.of("model-list").stream()
                .filter(recorded -> recorded.meta().path("provider").asText().equals("ollama"));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void theExpectedResultIsDelivered(WireCases.Case recorded) {
        assertEquals(
                List.of(),
                WireExpectation.differences(recorded, WireExpectation.deliver(ollama, recorded, Quirks.NONE)));
    }

    @ParameterizedTest
    @MethodSource("someStreams")
    void theResultIsIndependentOfHowTheStreamIsSplit(WireCases.Case recorded) {
        CutStreams.assertCutsChangeNothing(ollama, WireExpectation.call(recorded, Quirks.NONE), recorded.body());
    }

    @ParameterizedTest
    @MethodSource("someStreams")
    void aStreamThatStopsEarlyIsAnError(WireCases.Case recorded) {
        CutStreams.assertStopsAreErrors(
                ollama,
                WireExpectation.call(recorded, Quirks.NONE),
                recorded.body(),
                line -> line.contains("\"done\":true"));
    }

    @ParameterizedTest
    @MethodSource("modelLists")
    void modelListsAreRead(WireCases.Case recorded) throws IOException {
        JsonNode body = Wire.JSON.readTree(recorded.body());
        assertEquals(
                List.of(),
                WireExpectation.modelListDifferences(
                        recorded, ollama.readModels(body).models()));
    }
}
