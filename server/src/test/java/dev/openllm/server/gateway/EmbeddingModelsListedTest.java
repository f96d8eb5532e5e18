package dev.openllm.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that every API lists embedding models after chat models and indicates their purpose in its own format. */
class EmbeddingModelsListedTest {

    private final GatewayFixture gateway = new GatewayFixture();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void theOpenAiListContainsEmbeddingModels() {
        JsonNode entry = GatewayFixture.json(gateway.get("/v1/models").body()).at("/data/1");

        assertEquals("test/embedder", entry.path("id").asText());
        assertEquals(true, entry.path("supports_embeddings").asBoolean());
        assertEquals(384, entry.path("embedding_dimensions").asInt());
        assertEquals(256, entry.path("context_window").asInt());
        assertFalse(GatewayFixture.json(gateway.get("/v1/models").body())
                .at("/data/0")
                .has("supports_embeddings"));
    }

    @Test
    void theOllamaListsContainTheCapability() {
        JsonNode entry = GatewayFixture.json(gateway.get("/api/tags").body()).at("/models/1");
        JsonNode details = gateway.postJson("/api/show", "{'model':'test/embedder:latest'}");

        assertEquals("[\"embedding\"]", entry.path("capabilities").toString());
        assertEquals("[\"embedding\"]", details.path("capabilities").toString());
        assertEquals(384, details.at("/model_info/openllm.embedding_length").asInt());
    }

    @Test
    void theGeminiListContainsTheMethod() {
        JsonNode entry =
                GatewayFixture.json(gateway.get("/v1beta/models").body()).at("/models/1");

        assertEquals(
                "[\"embedContent\",\"countTokens\"]",
                entry.path("supportedGenerationMethods").toString());
        assertEquals(256, entry.path("inputTokenLimit").asInt());
    }

    @Test
    void anEmbeddingModelIsFoundByItsIdWithoutTheProvider() {
        assertEquals(
                "test/embedder",
                GatewayFixture.json(gateway.get("/v1/models/embedder").body())
                        .path("id")
                        .asText());
    }
}
