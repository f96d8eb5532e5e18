package dev.openllm.server.dialect.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.server.dialect.Calls;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.anthropicmessages.AnthropicDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import org.junit.jupiter.api.Test;

/** Tests how schemas are rewritten, one construct at a time. JSON is written with single quotes. */
class RewrittenSchemaTest {

    private static final ToolRules OPENAI = new OpenAiChatDialect().toolRules(Quirks.NONE);
    private static final ToolRules ANTHROPIC = new AnthropicDialect().toolRules(Quirks.NONE);

    @Test
    void anAcceptedSchemaIsUnchanged() {
        ObjectNode schema = json("{'$schema':'http://json-schema.org/draft-07/schema#','type':'object','properties':"
                + "{'a':{'type':['string','null'],'default':null},'b':{'oneOf':[{'type':'string'},{'type':'number'}]}},"
                + "'required':['a'],'additionalProperties':false}");

        assertSame(schema, RewrittenSchema.of(schema, ANTHROPIC).schema());
    }

    @Test
    void draft4LimitsBecomeNumbers() {
        assertProperty(
                "{'type':'number','exclusiveMinimum':0}", "{'type':'number','minimum':0,'exclusiveMinimum':true}");
        assertProperty("{'type':'number','minimum':0}", "{'type':'number','minimum':0,'exclusiveMinimum':false}");
        assertProperty("{'type':'number'}", "{'type':'number','exclusiveMaximum':true}");
    }

    @Test
    void anArrayOfItemsBecomesATuple() {
        assertProperty(
                "{'type':'array','prefixItems':[{'type':'string'},{'type':'number'}]}",
                "{'type':'array','items':[{'type':'string'},{'type':'number'}]}");
        assertProperty(
                "{'type':'array','prefixItems':[{'type':'string'}],'items':{'not':{}}}",
                "{'type':'array','items':[{'type':'string'}],'additionalItems':false}");
    }

    @Test
    void invalidSchemasAreOmitted() {
        assertProperty("{'type':'string'}", "{'type':'string','required':true}");
        assertProperty("{'type':'object'}", "{'type':'object','properties':null}");
        assertProperty("{'type':'string'}", "'string'");
        assertProperty("{}", "true");
        assertProperty("{}", "{'type':'any'}");
        assertProperty("{'type':'integer'}", "{'type':'INT'}");
        assertProperty("{'description':'d'}", "{'description':'d','$ref':'#/$defs/nowhere'}");
    }

    @Test
    void theRootIsAnObjectWithProperties() {
        String empty = "{'type':'object','properties':{}}";

        assertRoot(empty, "{'type':'object'}");
        assertRoot(empty, "{'type':null}");
        assertRoot(empty, "{'properties':null}");
        assertRoot(empty, "{'type':['object','null']}");
        assertRoot(empty, "{'type':'object','not':{'required':['a']},'enum':[{}]}");
    }

    @Test
    void aReferenceAtTheRootIsInlined() {
        assertRoot(
                "{'type':'object','$defs':{'A':{'type':'object','properties':{'a':{'type':'string'}},'required':['a']}},"
                    + "'properties':{'a':{'type':'string'}},'required':['a']}",
                "{'$ref':'#/$defs/A','$defs':{'A':{'type':'object','properties':{'a':{'type':'string'}},'required':['a']}}}");
    }

    @Test
    void aTaggedUnionAtTheRootBecomesOneObject() {
        assertRoot(
                "{'type':'object','properties':{'kind':{'type':'string','enum':['a','b']},'x':{'type':'string'},"
                        + "'y':{'type':'number'}},'required':['kind'],'additionalProperties':false}",
                "{'oneOf':[{'type':'object','properties':{'kind':{'type':'string','const':'a'},'x':{'type':'string'}},"
                        + "'required':['kind','x'],'additionalProperties':false},"
                        + "{'type':'object','properties':{'kind':{'type':'string','const':'b'},'y':{'type':'number'}},"
                        + "'required':['kind'],'additionalProperties':false}]}");
    }

    @Test
    void anAlternativeWithoutAPropertyAllowsAnyValue() {
        assertRoot(
                "{'type':'object','properties':{'a':{'anyOf':[{'type':'string'},{}]},'b':{'anyOf':[{'type':'number'},{}]}}}",
                "{'anyOf':[{'properties':{'a':{'type':'string'}}},{'properties':{'b':{'type':'number'}}}]}");
    }

    @Test
    void arraysDeclareTheirItemsIfRequired() {
        ObjectNode schema = json("{'type':'object','properties':{'a':{'type':'array'}}}");

        assertEquals(
                json("{'type':'object','properties':{'a':{'type':'array','items':{}}}}"),
                RewrittenSchema.of(schema, OPENAI).schema());
        assertSame(schema, RewrittenSchema.of(schema, ANTHROPIC).schema());
    }

    @Test
    void refusedNamesAreReplacedAndRestored() {
        String longName = "n".repeat(70);
        RewrittenSchema rewritten = RewrittenSchema.of(
                json("{'type':'object','properties':{'$filter':{'type':'string'},'filter':{'type':'string'},"
                        + "'filter[id]':{'type':'object','properties':{'@odata.type':{}},'required':['@odata.type']},'"
                        + longName + "':{}},'required':['$filter','filter[id]']}"),
                ANTHROPIC);
        ObjectNode arguments =
                json("{'$filter':'x','filter':'y','filter[id]':{'@odata.type':'t'},'" + longName + "':1}");
        ObjectNode sentArguments = rewritten.names().toProvider(arguments);

        assertEquals("y", sentArguments.path("filter").asText());
        assertEquals("t", sentArguments.at("/filter_id/odata.type").asText());
        assertEquals("filter_id", rewritten.schema().at("/required/1").asText());
        assertEquals(
                "odata.type",
                rewritten.schema().at("/properties/filter_id/required/0").asText());
        assertEquals(arguments, rewritten.names().toCaller(sentArguments));
    }

    @Test
    void aReferenceToARenamedPropertyIsUpdated() {
        RewrittenSchema rewritten = RewrittenSchema.of(
                json("{'type':'object','properties':{'$a':{'type':'string'},'b':{'$ref':'#/properties/$a'}}}"),
                ANTHROPIC);

        assertEquals(
                "#/properties/a", rewritten.schema().at("/properties/b/$ref").asText());
    }

    @Test
    void reducedSchemasHaveOnlyCommonlySupportedKeywords() {
        ToolRules reducedRules = new OpenAiChatDialect().toolRules(Quirks.NONE.with("tool-schema", "plain"));

        assertEquals(
                json("{'type':'object','properties':{'a':{'type':'string'},'b':{'enum':['x']},"
                        + "'c':{'anyOf':[{'type':'string'},{'type':'number'}]}}}"),
                RewrittenSchema.of(
                                json(
                                        "{'type':'object','properties':{'a':{'type':'string','pattern':'^a','format':'date'},"
                                            + "'b':{'const':'x'},'c':{'oneOf':[{'type':'string'},{'type':'number'}]}},"
                                            + "'patternProperties':{'^x':{}},'additionalProperties':false}"),
                                reducedRules)
                        .schema());
    }

    private static void assertProperty(String expected, String schema) {
        assertRoot(
                "{'type':'object','properties':{'p':" + expected + "}}",
                "{'type':'object','properties':{'p':" + schema + "}}");
    }

    private static void assertRoot(String expected, String schema) {
        assertEquals(json(expected), RewrittenSchema.of(json(schema), ANTHROPIC).schema());
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Calls.json(text.replace('\'', '"'));
    }
}
