package dev.openllm.server.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {

    private final Catalog catalog = new Catalog();

    @Test
    void aModelIsFoundAtItsProviderWithLimitsCapabilitiesAndPrice() {
        Catalog.Match match = catalog.find(Optional.of("openai"), "gpt-5").orElseThrow();
        assertTrue(match.sameProvider());
        CatalogModel gpt5 = match.model();
        assertEquals(OptionalInt.of(400_000), gpt5.contextTokens());
        assertEquals(OptionalInt.of(272_000), gpt5.inputTokens());
        assertEquals(OptionalInt.of(128_000), gpt5.outputTokens());
        assertTrue(gpt5.chat() && gpt5.tools() && gpt5.vision() && gpt5.reasoning());
        assertFalse(gpt5.sampling());
        assertTrue(gpt5.pricing().orElseThrow().input() > 0);
    }

    @Test
    void aModelOnAnUnknownServerIsFoundAtItsMaker() {
        Catalog.Match match = catalog.find(Optional.empty(), "us.anthropic.claude-sonnet-4-5-20250929-v1:0")
                .orElseThrow();
        assertEquals("anthropic", match.model().provider());
        assertEquals("catalog (from anthropic)", match.source().english());
    }

    @Test
    void aModelFromResellersOnlyHasThePropertiesOfTheMedianReseller() {
        Catalog.Match match = catalog.find(Optional.empty(), "gpt-oss:120b").orElseThrow();
        assertEquals(OptionalInt.of(131_072), match.model().contextTokens());
        assertTrue(match.model().tools());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"small", "free", "auto", "router", "coding-router", "kilo/auto-free", "Small:latest", "fast"})
    void aGenericNameIsNotFoundWithoutItsProvider(String model) {
        assertEquals(Optional.empty(), catalog.find(Optional.empty(), model));
    }

    @Test
    void aGenericNameIsFoundAtItsProvider() {
        assertTrue(catalog.find(Optional.of("openrouter"), "openrouter/auto").isPresent());
    }

    @Test
    void anUnknownModelIsNotFound() {
        assertEquals(Optional.empty(), catalog.find(Optional.of("openai"), "no-such-model-at-all"));
        assertEquals(Optional.empty(), catalog.find(Optional.empty(), ""));
    }

    @Test
    void embeddingRerankingAndImageModelsAreNotChatModels() {
        assertFalse(catalog.find(Optional.of("openai"), "text-embedding-3-small")
                .orElseThrow()
                .model()
                .chat());
        assertFalse(catalog.find(Optional.of("openai"), "gpt-image-1")
                .orElseThrow()
                .model()
                .chat());
    }

    @Test
    void onlyTheModelsOfAProviderAreListedAndInOrder() {
        List<CatalogModel> models = catalog.ofProvider("perplexity");
        assertTrue(models.size() > 2);
        assertTrue(models.stream().allMatch(model -> model.provider().equals("perplexity")));
        assertEquals(List.of(), catalog.ofProvider("nobody"));
    }

    @Test
    void theTableIsSortedAndEachLineStartsWithTheNormalizedModelName() throws IOException {
        try (InputStream in = Catalog.class.getResourceAsStream("models.tsv")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
            String previousLine = "";
            for (String line : lines) {
                String[] columns = line.split("\t");
                assertEquals(ModelName.normalize(columns[2]), columns[0], line);
                assertTrue(
                        Arrays.compareUnsigned(
                                        previousLine.getBytes(StandardCharsets.UTF_8),
                                        line.getBytes(StandardCharsets.UTF_8))
                                < 0,
                        line);
                previousLine = line;
            }
        }
    }

    @Test
    void everyLineIsReadableAndUnique() {
        Set<String> modelKeys = new HashSet<>();
        int modelCount = 0;
        for (String provider : List.of("302ai", "openai", "openrouter", "nano-gpt", "zhipuai-coding-plan")) {
            for (CatalogModel model : catalog.ofProvider(provider)) {
                assertTrue(modelKeys.add(provider + "/" + model.model()), model.model());
                assertEquals(
                        model,
                        catalog.find(Optional.of(provider), model.model())
                                .orElseThrow()
                                .model());
                modelCount++;
            }
        }
        assertTrue(modelCount > 900, "only " + modelCount);
    }
}
