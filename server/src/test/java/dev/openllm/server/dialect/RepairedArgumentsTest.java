package dev.openllm.server.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepairedArgumentsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"a":1}                             | {"a":1}
        {"command": "ls                     | {}
        {"path": "a.txt", "content": "long  | {"path":"a.txt"}
        {"path": "a.txt"                    | {"path":"a.txt"}
        {"a": {"b": [1, 2], "c":            | {}
        {"a": true, "count": 12             | {"a":true}
        null                                | {}
        []                                  | {}
        3                                   | {}
        "{\\"a\\":1}"                         | {"a":1}
        {"a":1}{"b":2}                      | {"a":1,"b":2}
        {"a":1}{"a":2}                      | {"a":1}
        no JSON at all                      | {}
        ~~                                  | {}
        """)
    void everyTextBecomesAnObject(String text, String expected) {
        assertEquals(Calls.json(expected), ToolArguments.repair(text));
        assertEquals(Calls.json(expected), ToolArguments.repair(TextNode.valueOf(text)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"a":1}  | {"a":1}
        [1]      | {}
        null     | {}
        3        | {}
        """)
    void everyJsonBecomesAnObject(String json, String expected) {
        assertEquals(Calls.json(expected), ToolArguments.repair(Calls.json(json)));
    }
}
