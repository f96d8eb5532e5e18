package dev.openllm.server.chat.structured;

import static dev.openllm.server.dialect.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.server.testing.TestTimeouts;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCheckTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]} | {"a":1} | fits
        {"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]} | {"a":1.0,"b":2} | fits
        {"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]} | {} | $.a is missing
        {"type":"object","properties":{"a":{"type":"integer"}}} | {"a":"1"} | $.a must be of type integer
        {"type":"object","properties":{"a":{"type":"integer"}}} | {"a":1.5} | $.a must be of type integer
        {"type":"object","properties":{"a":{"type":["string","null"]}}} | {"a":null} | fits
        {"type":"object","properties":{"a":{"type":["string","null"]}}} | {"a":3} | $.a must be of type null or string
        {"type":"object","properties":{"a":{}},"additionalProperties":false} | {"b":1} | $.b is not allowed
        {"type":"object","additionalProperties":{"type":"number"}} | {"b":"x"} | $.b must be of type number
        {"type":"array","items":{"enum":["x","y"]}} | ["x","z"] | $[1] is none of the allowed values
        {"type":"array","minItems":2} | [1] | $ is out of the allowed range
        {"prefixItems":[{"type":"string"}],"items":false} | ["a",1] | $[1] is not allowed
        {"anyOf":[{"type":"string"},{"type":"number"}]} | true | $ matches none of the alternatives
        {"oneOf":[{"type":"string"},{"type":"number"}]} | 1 | fits
        {"allOf":[{"required":["a"]},{"required":["b"]}]} | {"a":1} | $.b is missing
        {"$ref":"#/$defs/n","$defs":{"n":{"properties":{"next":{"$ref":"#/$defs/n"}},"required":["v"]}}} | {"v":1,"next":{}} | $.next.v is missing
        {"$ref":"#"} | 1 | fits
        {"minimum":1,"maximum":3} | 4 | $ is out of the allowed range
        {"type":"string","pattern":"^a","maxLength":2} | "ba" | $ is out of the allowed range
        {"type":"string","pattern":"(?<broken"} | "x" | fits
        {"const":1} | 1.0 | fits
        {"$ref":"https://elsewhere.example/s"} | {} | fits
        true | {} | fits
        """)
    void reportsTheFirstViolation(String schema, String document, String expected) {
        assertEquals(
                expected, SchemaCheck.mismatch(json(schema), json(document)).orElse("fits"));
    }

    @ParameterizedTest
    @Timeout(TestTimeouts.TEST_SECONDS)
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"anyOf":[{"$ref":"#","type":"string"},{"$ref":"#","type":"string"}]} | 5
        {"pattern":"^(a+)+$"} | "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"
        """)
    void aSchemaThatWouldNeverFinishIsStopped(String schema, String document) {
        SchemaCheck.mismatch(json(schema), json(document));
    }
}
