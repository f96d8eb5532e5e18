package dev.openllm.server.cli.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.cli.ScriptedServer;
import dev.openllm.server.cli.Shell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Tests that {@code open-llm models} lists embedding models separately from chat models. */
class EmbeddingModelsCommandTest {

    private final ScriptedServer server = new ScriptedServer();
    private final Shell shell = new Shell(server);

    EmbeddingModelsCommandTest() {
        server.embeddingModels = List.of(model("local/minilm", 384, 256), model("local/unknown", 0, 0));
    }

    @Test
    void embeddingModelsHaveTheirOwnSection() {
        assertEquals("""
            MODEL        CONTEXT  OUTPUT  CAPABILITIES
            local/small  128k     8000    tools         default

            EMBEDDING MODEL  DIMENSIONS  MAX INPUT
            local/minilm     384         256
            local/unknown
            """, shell.run("models").out());
    }

    @Test
    void oneKindOfModelCanBeListed() {
        assertTrue(shell.run("models", "--kind", "embedding").out().startsWith("EMBEDDING MODEL"));
        assertEquals(2, shell.run("models", "--kind", "chat").out().lines().count());
    }

    @Test
    void jsonLinesContainEmbeddingModelsOnlyOnRequest() {
        assertEquals(1, shell.run("models", "--json").out().lines().count());
        assertEquals(
                3, shell.run("models", "--json", "--kind", "all").out().lines().count());
        assertTrue(shell.run("models", "--json", "--kind", "embedding")
                .out()
                .contains("\"embedding\":{\"dimensions\":384,\"maxInputTokens\":256}"));
    }

    @Test
    void theExplanationOfAnEmbeddingModelDescribesItsOutput() {
        String out = shell.run("models", "--explain", "local/minilm").out();

        assertTrue(out.lines().anyMatch(line -> line.matches("kind +embedding +a list")), out);
        assertTrue(out.lines().anyMatch(line -> line.matches("dimensions +384 +catalog")), out);
        assertTrue(out.lines().noneMatch(line -> line.startsWith("tools")), out);
    }

    private static ModelInfo model(String id, int dimensions, int maxTokens) {
        return new ModelInfo(
                id,
                "local",
                id.substring(6),
                id.substring(6),
                id.substring(6),
                new ModelInfo.Limits(maxTokens, maxTokens, 0),
                new ModelInfo.Capabilities(false, false, false, false, List.of(), false, false),
                Optional.empty(),
                Optional.empty(),
                Map.of("embedding", "a list", "embedding.dimensions", "catalog"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new ModelInfo.Embedding(
                        dimensions == 0 ? OptionalInt.empty() : OptionalInt.of(dimensions),
                        maxTokens == 0 ? OptionalInt.empty() : OptionalInt.of(maxTokens))));
    }
}
