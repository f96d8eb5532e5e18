package dev.openllm.server.dialect.gemini;

import static dev.openllm.server.dialect.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests how a JSON Schema is mapped to the subset that Gemini accepts. */
class GeminiSchemaTest {

    private static final Set<String> ALLOWED_KEYWORDS = Set.of(
            "type",
            "format",
            "description",
            "nullable",
            "enum",
            "items",
            "minItems",
            "maxItems",
            "properties",
            "required",
            "anyOf",
            "minLength",
            "maxLength",
            "pattern",
            "minimum",
            "maximum");

    private static void assertBecomes(String expected, String schema) {
        assertEquals(
                json(expected.replace('\'', '"')),
                json(GeminiSchema.openApi((ObjectNode) json(schema.replace('\'', '"')))
                        .toString()));
    }

    @Test
    void refusedKeywordsAreOmitted() {
        assertBecomes(
                "{'type':'object','properties':{'a':{'type':'string'}}}",
                "{'$schema':'x','$id':'y','title':'T','type':'object','additionalProperties':false,"
                    + "'propertyNames':{'pattern':'x'},'properties':{'a':{'type':'string','format':'uri','default':''}}}");
    }

    @Test
    void referencesAreInlined() {
        assertBecomes(
                "{'type':'object','properties':{'p':{'type':'number','description':'Here'}}}",
                "{'type':'object','properties':{'p':{'$ref':'#/$defs/P','description':'Here'}},"
                        + "'$defs':{'P':{'type':'number'}}}");
    }

    @Test
    void aRecursiveReferenceBecomesAFreeObject() {
        assertBecomes(
                "{'type':'object','properties':{'next':{'type':'object','properties':{'next':{'type':'object'}}}}}",
                "{'type':'object','properties':{'next':{'$ref':'#'}}}");
    }

    @Test
    void aConstantBecomesTheOnlyChoice() {
        assertBecomes("{'type':'string','enum':['a']}", "{'const':'a'}");
        assertBecomes("{'type':'integer','description':'One of: 1.'}", "{'const':1}");
    }

    @Test
    void choicesThatAreNotStringsAreDescribed() {
        assertBecomes(
                "{'type':'integer','description':'Size. One of: 1, 2.'}",
                "{'type':'integer','description':'Size.','enum':[1,2]}");
    }

    @Test
    void exclusiveLimitsBecomeInclusive() {
        assertBecomes(
                "{'type':'integer','minimum':1,'maximum':9}",
                "{'type':'integer','exclusiveMinimum':0,'exclusiveMaximum':10}");
        assertBecomes("{'type':'number','minimum':0}", "{'type':'number','exclusiveMinimum':0}");
    }

    @Test
    void aNullTypeBecomesNullable() {
        assertBecomes("{'type':'string','nullable':true}", "{'type':['string','null']}");
        assertBecomes("{'type':'string','nullable':true}", "{'anyOf':[{'type':'string'},{'type':'null'}]}");
    }

    @Test
    void severalTypesBecomeAlternatives() {
        assertBecomes("{'anyOf':[{'type':'string'},{'type':'integer'}]}", "{'type':['string','integer']}");
    }

    @Test
    void oneOfBecomesAnyOf() {
        assertBecomes(
                "{'anyOf':[{'type':'string'},{'type':'integer'}]}", "{'oneOf':[{'type':'string'},{'type':'integer'}]}");
    }

    @Test
    void allOfIsMerged() {
        assertBecomes(
                "{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'number'}},'required':['a','b']}",
                "{'allOf':[{'type':'object','properties':{'a':{'type':'string'}},'required':['a']},"
                        + "{'properties':{'b':{'type':'number'}},'required':['b']}]}");
    }

    @Test
    void anArrayAlwaysHasItems() {
        assertBecomes(
                "{'type':'array','items':{'nullable':true,'anyOf':[{'type':'string'},{'type':'number'},"
                        + "{'type':'boolean'},{'type':'object'},{'type':'array','items':{'type':'string'}}]}}",
                "{'type':'array'}");
    }

    @Test
    void onlyExistingPropertiesAreRequired() {
        assertBecomes(
                "{'type':'object','properties':{'a':{'type':'string'}},'required':['a']}",
                "{'type':'object','properties':{'a':{'type':'string'}},'required':['a','gone']}");
    }

    @Test
    void aSchemaThatGrowsWithoutLimitIsTruncated() {
        StringBuilder schema = new StringBuilder("{\"$ref\":\"#/$defs/d0\",\"$defs\":{");
        for (int i = 0; i < 30; i++) {
            String nextReference = "{\"$ref\":\"#/$defs/d" + (i + 1) + "\"}";
            schema.append("\"d%d\":{\"properties\":{\"a\":%s,\"b\":%s}},".formatted(i, nextReference, nextReference));
        }
        ObjectNode result = GeminiSchema.openApi((ObjectNode) json(schema + "\"d30\":{\"type\":\"string\"}}}"));

        assertTrue(result.toString().length() < 1_000_000);
    }

    @Test
    void anySchemaBecomesAnAcceptedOne() {
        Random random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            ObjectNode schema = randomSchema(random, 4);
            schema.set("$defs", Wire.JSON.createObjectNode().set("d", randomSchema(random, 3)));

            ObjectNode result = GeminiSchema.openApi(schema);

            assertAccepted(result, schema);
            assertEquals(result, GeminiSchema.openApi(result), () -> "again: " + schema);
        }
    }

    private static void assertAccepted(JsonNode result, JsonNode original) {
        String description = result + " from " + original;
        for (Map.Entry<String, JsonNode> field : result.properties()) {
            assertTrue(ALLOWED_KEYWORDS.contains(field.getKey()), description);
        }
        String type = result.path("type").asText("");
        assertTrue(result.has("anyOf") != result.has("type"), description);
        assertTrue(!type.equals("array") || result.path("items").isObject(), description);
        assertTrue(!result.has("enum") || type.equals("string"), description);
        result.path("enum")
                .forEach(
                        value -> assertTrue(value.isTextual() && !value.asText().isEmpty(), description));
        result.path("required")
                .forEach(name -> assertTrue(result.path("properties").has(name.asText()), description));
        result.path("anyOf").forEach(choice -> assertAccepted(choice, original));
        result.path("properties").forEach(property -> assertAccepted(property, original));
        if (result.has("items")) {
            assertAccepted(result.path("items"), original);
        }
    }

    private static ObjectNode randomSchema(Random random, int depth) {
        ObjectNode schema = Wire.JSON.createObjectNode();
        List<String> types =
                List.of("string", "number", "integer", "boolean", "array", "object", "null", "STRING", "any");
        if (random.nextInt(4) > 0) {
            if (random.nextInt(4) == 0) {
                ArrayNode typeArray = schema.putArray("type");
                typeArray.add(types.get(random.nextInt(types.size()))).add(types.get(random.nextInt(types.size())));
            } else {
                schema.put("type", types.get(random.nextInt(types.size())));
            }
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            addRandomKeyword(schema, random, depth);
        }
        return schema;
    }

    private static void addRandomKeyword(ObjectNode schema, Random random, int depth) {
        if (depth == 0) {
            return;
        }
        switch (random.nextInt(16)) {
            case 0 -> schema.putObject("properties").set("p", randomSchema(random, depth - 1));
            case 1 -> schema.putArray("required").add("p").add("q").add(1);
            case 2 -> schema.set("items", random.nextBoolean() ? randomSchema(random, depth - 1) : json("true"));
            case 3 -> schema.putArray("prefixItems").add(randomSchema(random, depth - 1));
            case 4 ->
                schema.putArray("anyOf").add(randomSchema(random, depth - 1)).add(randomSchema(random, depth - 1));
            case 5 ->
                schema.putArray("oneOf").add(randomSchema(random, depth - 1)).add(json("{\"type\":\"null\"}"));
            case 6 ->
                schema.putArray("allOf").add(randomSchema(random, depth - 1)).add(json("{\"$ref\":\"#/$defs/d\"}"));
            case 7 -> schema.put("$ref", random.nextBoolean() ? "#/$defs/d" : "#/nowhere");
            case 8 -> schema.set("enum", json("[\"a\",\"\",null,1,{}]"));
            case 9 -> schema.set("enum", json("[\"a\",\"b\"]"));
            case 10 -> schema.set("const", json(random.nextBoolean() ? "\"c\"" : "null"));
            case 11 -> schema.put("exclusiveMinimum", 3).put("minimum", random.nextBoolean());
            case 12 -> schema.put("format", "date-time").put("pattern", "x");
            case 13 -> schema.set("additionalProperties", randomSchema(random, depth - 1));
            case 14 -> schema.set("not", randomSchema(random, depth - 1));
            default -> schema.put("description", "d").put("default", 1).put("minItems", 1);
        }
    }
}
