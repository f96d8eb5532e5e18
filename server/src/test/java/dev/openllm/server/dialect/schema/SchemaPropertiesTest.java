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

    private static final int SCHEMA_COUNT = 400;
    private static final int ARGUMENTS_PER_SCHEMA = 12;

    static List<ToolRules> rules() {
        Quirks plainSchema = Quirks.NONE.with("tool-schema", "plain");
        return List.of(
                new OpenAiChatDialect().toolRules(Quirks.NONE),
                new OpenAiResponsesDialect().toolRules(plainSchema),
                new AnthropicDialect().toolRules(Quirks.NONE),
                new AnthropicDialect().toolRules(plainSchema),
                new GeminiDialect().toolRules(Quirks.NONE),
                new OllamaDialect().toolRules(Quirks.NONE));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theResultIsAccepted(ToolRules rules) {
        for (long seed = 0; seed < SCHEMA_COUNT; seed++) {
            ObjectNode schema = new RandomSchema(seed).toolSchema();
            ObjectNode rewritten = RewrittenSchema.of(schema, rules).schema();
            assertEquals(List.of(), SchemaCheck.violations(rewritten, rules), "seed " + seed + ": " + schema);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theResultIsAcceptedEvenIfTheSchemaIsInvalid(ToolRules rules) {
        for (long seed = 0; seed < SCHEMA_COUNT; seed++) {
            RandomSchema random = new RandomSchema(seed);
            ObjectNode invalid = random.invalidate(random.invalidate(random.toolSchema()));
            ObjectNode rewritten = RewrittenSchema.of(invalid, rules).schema();
            assertEquals(List.of(), SchemaCheck.violations(rewritten, rules), "seed " + seed + ": " + invalid);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void valuesThatMatchTheSchemaMatchTheResult(ToolRules rules) {
        int validCount = 0;
        for (long seed = 0; seed < SCHEMA_COUNT; seed++) {
            RandomSchema random = new RandomSchema(seed);
            ObjectNode schema = random.toolSchema();
            RewrittenSchema rewritten = RewrittenSchema.of(schema, rules);
            JsonSchema originalValidator = SchemaCheck.compile(schema);
            JsonSchema rewrittenValidator = SchemaCheck.compile(rewritten.schema());
            for (int i = 0; i < ARGUMENTS_PER_SCHEMA; i++) {
                ObjectNode arguments = random.arguments(schema);
                if (SchemaCheck.matches(arguments, originalValidator)) {
                    validCount++;
                    ObjectNode sentArguments = rewritten.names().toProvider(arguments);
                    assertTrue(
                            SchemaCheck.matches(sentArguments, rewrittenValidator),
                            "seed " + seed + ": " + schema + "\nbecame " + rewritten.schema() + "\nand refuses "
                                    + sentArguments + "\n" + rewrittenValidator.validate(sentArguments));
                }
            }
        }
        assertTrue(validCount > SCHEMA_COUNT, "Only " + validCount + " arguments fitted their schema.");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void propertyNamesAreRestored(ToolRules rules) {
        for (long seed = 0; seed < SCHEMA_COUNT; seed++) {
            RandomSchema random = new RandomSchema(seed);
            ObjectNode schema = random.toolSchema();
            PropertyNames names = RewrittenSchema.of(schema, rules).names();
            ObjectNode arguments = random.arguments(schema);
            assertEquals(arguments, names.toCaller(names.toProvider(arguments)), "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rewritingAResultAgainChangesNothing(ToolRules rules) {
        for (long seed = 0; seed < SCHEMA_COUNT; seed++) {
            ObjectNode rewritten = RewrittenSchema.of(new RandomSchema(seed).toolSchema(), rules)
                    .schema();
            assertEquals(rewritten, RewrittenSchema.of(rewritten, rules).schema(), "seed " + seed);
        }
    }

    @Test
    void theGeneratedSchemasContainEveryConstruct() {
        Set<String> keywords = new HashSet<>();
        for (long seed = 0; seed < SCHEMA_COUNT; seed++) {
            collectKeywords(new RandomSchema(seed).toolSchema(), keywords);
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

    private static void collectKeywords(JsonNode node, Set<String> keywords) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            keywords.add(field.getKey());
        }
        node.forEach(child -> collectKeywords(child, keywords));
    }
}
