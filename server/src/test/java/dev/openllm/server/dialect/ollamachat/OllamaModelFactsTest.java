package dev.openllm.server.dialect.ollamachat;

import static dev.openllm.server.dialect.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.server.dialect.ListedModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Tests for the model properties that Ollama reports. */
class OllamaModelFactsTest {

    @Test
    void capabilitiesAndTheTrainedContextAreReadFromShow() {
        ListedModel model = OllamaModelFacts.readShow(json("""
            {"parameters":"stop \\"<end>\\"\\nnum_ctx                        8192",
             "model_info":{"general.architecture":"qwen3","qwen3.context_length":40960},
             "capabilities":["completion","tools","thinking"]}
            """)).toListedModel("qwen3:4b");

        assertEquals(OptionalInt.of(40960), model.contextTokens());
        assertEquals(Optional.of(true), model.chat());
        assertEquals(Optional.of(true), model.tools());
        assertEquals(Optional.of(false), model.vision());
        assertEquals(Optional.of(true), model.reasoning());
        assertEquals(List.of("none", "medium"), model.reasoningEfforts());
        assertEquals("switch", model.quirks().value(OllamaQuirk.THINK, ""));
    }

    @Test
    void theContextSizeInTheModelfileIsReadSeparately() {
        assertEquals(
                OptionalInt.of(8192),
                OllamaModelFacts.readShow(json("{\"parameters\":\"num_ctx 8192\"}"))
                        .configuredContextTokens());
    }

    @Test
    void anEmbeddingModelDoesNotSupportChat() {
        assertEquals(
                Optional.of(false),
                OllamaModelFacts.readShow(json("{\"capabilities\":[\"embedding\"]}"))
                        .toListedModel("all-minilm")
                        .chat());
    }

    @Test
    void anOldServerReportsNoCapabilities() {
        assertEquals(
                Optional.empty(),
                OllamaModelFacts.readShow(json("{\"model_info\":{}}"))
                        .toListedModel("llama2")
                        .tools());
    }

    @Test
    void gptOssHasReasoningLevels() {
        ListedModel model = OllamaModelFacts.readShow(json("""
            {"model_info":{"general.architecture":"gptoss"},"capabilities":["completion","thinking"]}
            """)).toListedModel("gpt-oss");

        assertEquals(List.of("low", "medium", "high"), model.reasoningEfforts());
        assertEquals("levels", model.quirks().value(OllamaQuirk.THINK, ""));
    }

    @Test
    void newServersListTheReasoningLevels() {
        ListedModel modelWithLevels = OllamaModelFacts.readShow(json(
                        "{\"capabilities\":[\"thinking\"],\"thinking\":{\"values\":[false,\"low\",\"high\",\"max\"]}}"))
                .toListedModel("m");
        ListedModel modelWithoutLevels = OllamaModelFacts.readShow(
                        json("{\"capabilities\":[],\"thinking\":{\"values\":[false]}}"))
                .toListedModel("m");

        assertEquals(List.of("none", "low", "high", "max"), modelWithLevels.reasoningEfforts());
        assertEquals("levels", modelWithLevels.quirks().value(OllamaQuirk.THINK, ""));
        assertEquals("none", modelWithoutLevels.quirks().value(OllamaQuirk.THINK, ""));
    }

    @Test
    void theContextSizeOfALoadedModelIsReadFromPs() {
        assertEquals(Map.of("qwen3:4b", 4096), OllamaModelFacts.readRunning(json("""
            {"models":[{"name":"qwen3:4b","model":"qwen3:4b","context_length":4096},{"name":"old"}]}
            """)));
    }
}
