package dev.openllm.server.dialect.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.anthropicmessages.AnthropicDialect;
import dev.openllm.server.dialect.gemini.GeminiDialect;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.dialect.openairesponses.OpenAiResponsesDialect;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests for properties that hold for every schema, regardless of the rules by which it is rewritten. */
class SchemaPropertiesTest {

    private static final int SCHEMAS = 400;
    private static final int ARGUMENTS = 12;

    static List<ToolRules> rules() {
        Quirks plain = Quirks.NONE.with("tool-schema", "plain");
        return List.of(
                new OpenAiChatDialect().toolRules(Quirks.NONE),
                new OpenAiResponsesDialect().toolRules(plain),
                new AnthropicDialect().toolRules(Quirks.NONE),
                new AnthropicDialect().toolRules(plain),
                new GeminiDialect().toolRules(Quirks.NONE),
                new OllamaDialect().toolRules(Quirks.NONE));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theResultIsAccepted(ToolRules rules) {
        for (long seed = 0; seed < SCHEMAS; seed++) {
            ObjectNode schema = new RandomSchema(seed).ofTool();
            ObjectNode sent = RewrittenSchema.of(schema, rules).schema();
            assertEquals(List.of(), SchemaCheck.violations(sent, rules), "seed " + seed + ": " + schema);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theResultIsAcceptedEvenIfTheSchemaIsInvalid(ToolRules rules) {
        for (long seed = 0; seed < SCHEMAS; seed++) {
            RandomSchema random = new RandomSchema(seed);
            ObjectNode broken = random.broken(random.broken(random.ofTool()));
            ObjectNode sent = RewrittenSchema.of(broken, rules).schema();
            assertEquals(List.of(), SchemaCheck.violations(sent, rules), "seed " + seed + ": " + broken);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void valuesThatMatchTheSchemaMatchTheResult(ToolRules rules) {
        int fitting = 0;
        for (long seed = 0; seed < SCHEMAS; seed++) {
            RandomSchema random = new RandomSchema(seed);
            ObjectNode schema = random.ofTool();
            RewrittenSchema rewritten = RewrittenSchema.of(schema, rules);
            JsonSchema before = SchemaCheck.compiled(schema);
            JsonSchema after = SchemaCheck.compiled(rewritten.schema());
            for (int i = 0; i < ARGUMENTS; i++) {
                ObjectNode arguments = random.arguments(schema);
                if (SchemaCheck.fits(arguments, before)) {
                    fitting++;
                    ObjectNode sent = rewritten.names().toProvider(arguments);
                    assertTrue(
                            SchemaCheck.fits(sent, after),
                            "seed " + seed + ": " + schema + "\nbecame " + rewritten.schema() + "\nand refuses " + sent
                                    + "\n" + after.validate(sent));
                }
            }
        }
        assertTrue(fitting > SCHEMAS, "Only " + fitting + " arguments fitted their schema.");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void propertyNamesAreRestored(ToolRules rules) {
        for (long seed = 0; seed < SCHEMAS; seed++) {
            RandomSchema random = new RandomSchema(seed);
            ObjectNode schema = random.ofTool();
            PropertyNames names = RewrittenSchema.of(schema, rules).names();
            ObjectNode arguments = random.arguments(schema);
            assertEquals(arguments, names.toCaller(names.toProvider(arguments)), "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rewritingAResultAgainChangesNothing(ToolRules rules) {
        for (long seed = 0; seed < SCHEMAS; seed++) {
            ObjectNode once =
                    RewrittenSchema.of(new RandomSchema(seed).ofTool(), rules).schema();
            assertEquals(once, RewrittenSchema.of(once, rules).schema(), "seed " + seed);
        }
    }

    @Test
    void theGeneratedSchemasContainEveryConstruct() {
        Set<String> keywords = new HashSet<>();
        for (long seed = 0; seed < SCHEMAS; seed++) {
            collect(new RandomSchema(seed).ofTool(), keywords);
        }
        List<String> missing = List.of(
                        "$ref",
                        "$defs",
                        "anyOf",
                        "oneOf",
                        "allOf",
                        "not",
                        "const",
                        "enum",
                        "format",
                        "pattern",
                        "prefixItems",
                        "items",
                        "contains",
                        "additionalProperties",
                        "patternProperties",
                        "if",
                        "then",
                        "else",
                        "dependentRequired",
                        "dependentSchemas",
                        "propertyNames",
                        "unevaluatedProperties",
                        "unevaluatedItems",
                        "exclusiveMinimum",
                        "multipleOf",
                        "$filter",
                        "filter[id]")
                .stream()
                .filter(keyword -> !keywords.contains(keyword))
                .toList();
        assertEquals(List.of(), missing);
    }

    private static void collect(JsonNode node, Set<String> keywords) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            keywords.add(field.getKey());
        }
        node.forEach(child -> collect(child, keywords));
    }
}
