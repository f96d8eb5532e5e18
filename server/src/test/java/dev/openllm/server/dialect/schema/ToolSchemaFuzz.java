package dev.openllm.server.dialect.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Fuzzes the rewriting of tool schemas: the provider accepts the result, and rewriting the result again does not change
 * it.
 */
public final class ToolSchemaFuzz implements FuzzTarget {

    private static final List<ToolRules> RULES = SchemaPropertiesTest.rules();

    @Override
    public String name() {
        return "tool-schemas";
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (long seed = 0; seed < 40; seed++) {
            RandomSchema random = new RandomSchema(seed);
            ObjectNode schema = random.toolSchema();
            seeds.add(bytes(schema));
            seeds.add(bytes(random.invalidate(schema)));
        }
        return seeds.stream().filter(seed -> seed.length < 4_000).toList();
    }

    private static byte[] bytes(JsonNode schema) {
        return schema.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void run(byte[] input) throws IOException {
        JsonNode json;
        try {
            json = Wire.JSON.readTree(new String(input, StandardCharsets.UTF_8));
        } catch (JsonProcessingException invalid) {
            return;
        }
        if (!(json instanceof ObjectNode schema)) {
            return;
        }
        ObjectNode original = schema.deepCopy();
        for (ToolRules rules : RULES) {
            RewrittenSchema rewritten = RewrittenSchema.of(schema, rules);
            assertEquals(original, schema, "the caller's schema stays as it is");
            assertEquals(List.of(), SchemaCheck.violations(rewritten.schema(), rules));
            rewritten.fitsStrict(rules);
        }
    }
}
