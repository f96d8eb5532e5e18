package dev.openllm.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelsEndpointTest {

    private final ModelsEndpoint models = new ModelsEndpoint(new ModelNames(GatewayFixture.testProviders(Map.of(
            "gpt-4o-mini", "test/some/model", // a normal alias
            "test/some/model", "test/other", // does not hide a model of that name
            "gone", "test/unknown")))); // refers to a model that does not exist

    @Test
    void anAliasIsListedAfterTheModelsWithTheModelsProperties() {
        JsonNode data = models.list().path("data");
        assertEquals(
                List.of("test/some/model", "test/embedder", "gpt-4o-mini"),
                data.valueStream().map(entry -> entry.path("id").asText()).toList());
        JsonNode alias = data.get(2);
        assertEquals("test/some/model", alias.path("alias_of").asText());
        assertEquals(1000, alias.path("context_window").asInt());
        assertFalse(data.get(0).has("alias_of"));
        assertEquals("gpt-4o-mini", models.list().path("last_id").asText());
    }

    @Test
    void anAliasCanBeRetrievedIndividually() {
        assertTrue(models.get("gpt-4o-mini").has("alias_of"));
        assertFalse(models.get("test/some/model").has("alias_of"));
    }
}
