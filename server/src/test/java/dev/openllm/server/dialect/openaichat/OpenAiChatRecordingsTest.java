package dev.openllm.server.dialect.openaichat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.protocol.Wire;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.WireCases;
import dev.openllm.server.dialect.WireExpectation;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded answer of Chat Completions delivers what it must. */
class OpenAiChatRecordingsTest {

    /** Who lists models in other shapes. */
    private static final Set<String> OTHER_LISTS = Set.of("anthropic", "gemini", "ollama");

    private final Dialect dialect = new OpenAiChat();

    @TestFactory
    Stream<DynamicTest> deliversWhatTheRecordingsExpect() {
        return WireCases.of("openai-chat").stream()
                .map(recorded -> DynamicTest.dynamicTest(
                        recorded.id(),
                        () -> assertEquals(
                                List.of(),
                                WireExpectation.differences(
                                        recorded, WireExpectation.deliver(dialect, recorded, Quirks.NONE)))));
    }

    @TestFactory
    Stream<DynamicTest> listsTheModelsOfTheRecordings() {
        return WireCases.of("model-list").stream()
                .filter(recorded -> !OTHER_LISTS.contains(recorded.meta().path("provider").asText()))
                .map(recorded -> DynamicTest.dynamicTest(
                        recorded.id(), () -> assertEquals(List.of(), differences(recorded))));
    }

    private List<String> differences(WireCases.Case recorded) throws IOException {
        if (recorded.status() >= 400) {
            return WireExpectation.differences(recorded, WireExpectation.deliver(dialect, recorded, Quirks.NONE));
        }
        return WireExpectation.modelListDifferences(
                recorded, dialect.readModels(Wire.JSON.readTree(recorded.body())).models());
    }
}
