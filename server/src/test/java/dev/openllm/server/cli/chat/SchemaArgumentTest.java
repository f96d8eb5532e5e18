package dev.openllm.server.cli.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openllm.server.cli.terminal.UsageError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaArgumentTest {

    @Test
    void aSchemaCanBeAListOfFields() {
        assertEquals(
                "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},\"age\":{\"type\":\"integer\"},"
                        + "\"ok\":{\"type\":\"boolean\"},\"x\":{\"type\":\"number\"}},"
                        + "\"required\":[\"name\",\"age\",\"ok\",\"x\"],\"additionalProperties\":false}",
                SchemaArgument.parse("name, age int, ok bool, x float").toString());
    }

    @Test
    void aSchemaCanHaveOneFieldPerLineWithDescriptions() {
        assertEquals(
                "{\"name\":{\"type\":\"string\",\"description\":\"the full name, as written\"},"
                        + "\"age\":{\"type\":\"integer\"}}",
                SchemaArgument.parse("name: the full name, as written\nage int\n")
                        .get("properties")
                        .toString());
    }

    @Test
    void aSchemaCanBeJson() {
        assertEquals(
                "{\"type\":\"object\"}",
                SchemaArgument.parse(" {\"type\":\"object\"}").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.json", "./schema", "age integerish", "1st", "{\"type\":", ",", ""})
    void anyOtherSchemaIsAUsageError(String argument) {
        assertThrows(UsageError.class, () -> SchemaArgument.parse(argument));
    }
}
