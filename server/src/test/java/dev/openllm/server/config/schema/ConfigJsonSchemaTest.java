package dev.openllm.server.config.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.openllm.protocol.Wire;
import dev.openllm.server.config.edit.EveryField;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Tests that the published schema of the configuration file is up to date. To update the schema, run with {@code
 * -Dopenllm.write}.
 */
class ConfigJsonSchemaTest {

    private static final Path FILE = Path.of("../protocol/schema/config.schema.json");

    @Test
    void theCommittedSchemaMatchesTheReader() throws Exception {
        String generated =
                Wire.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(ConfigJsonSchema.schema()) + "\n";
        if (System.getProperty("openllm.write") != null) {
            Files.writeString(FILE, generated);
        }
        assertEquals(
                generated,
                Files.readString(FILE),
                "stale: run 'mvn -pl server -am test -Dtest=ConfigJsonSchemaTest -Dopenllm.write'");
    }

    @Test
    void aFileWithEveryFieldIsValid() throws Exception {
        assertEquals(Set.of(), schema().validate(EveryField.settings()));
        assertEquals(
                Set.of(),
                schema().validate(json("{\"providers\":[\"openai\",{\"id\":\"x\",\"api_base\":\"http://h\"}]}")));
    }

    @Test
    void namesThatAreNotReadAreInvalid() throws Exception {
        assertFalse(schema().validate(json("{\"provders\":[]}")).isEmpty());
        assertFalse(schema().validate(json("{\"providers\":[{\"name\":\"a\",\"api_key\":\"x\"}]}"))
                .isEmpty());
        assertFalse(
                schema().validate(json("{\"providers\":[{\"enabled\":true}]}")).isEmpty());
    }

    private static JsonSchema schema() {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(ConfigJsonSchema.schema());
    }

    private static JsonNode json(String text) throws Exception {
        return Wire.JSON.readTree(text);
    }
}
