package dev.openllm.server.dialect.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.anthropicmessages.AnthropicDialect;
import dev.openllm.server.dialect.gemini.GeminiDialect;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.dialect.openairesponses.OpenAiResponsesDialect;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests with the tools of real MCP servers, each listed with its package, version, and license. */
class PublishedToolsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chrome-devtools-mcp",
                "playwright-mcp",
                "notion-mcp-server",
                "firecrawl-mcp",
                "ms-365-mcp-server"
            })
    void everyProviderAcceptsTheTools(String server) throws IOException {
        JsonNode published = readPublishedTools(server);
        assertTrue(published.path("tools").size() > 5);
        for (JsonNode tool : published.path("tools")) {
            for (ToolRules rules : List.of(
                    new OpenAiChatDialect().toolRules(Quirks.NONE),
                    new OpenAiResponsesDialect().toolRules(Quirks.NONE),
                    new AnthropicDialect().toolRules(Quirks.NONE),
                    new GeminiDialect().toolRules(Quirks.NONE),
                    new OllamaDialect().toolRules(Quirks.NONE))) {
                ObjectNode schema = (ObjectNode) tool.path("inputSchema");
                RewrittenSchema rewritten = RewrittenSchema.of(schema, rules);

                assertEquals(
                        List.of(),
                        SchemaCheck.violations(rewritten.schema(), rules),
                        tool.path("name").asText());
                if (SchemaCheck.violations(schema, rules).isEmpty()) {
                    assertEquals(schema, rewritten.schema(), tool.path("name").asText());
                }
            }
        }
    }

    private static JsonNode readPublishedTools(String server) throws IOException {
        try (InputStream in = PublishedToolsTest.class.getResourceAsStream("published/" + server + ".json")) {
            return Wire.JSON.readTree(in);
        }
    }
}
