package dev.openllm.server.provider.endpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyBytesTest {

    private static final String ASCII_CHARACTERS =
            IntStream.range(0, 128).mapToObj(c -> String.valueOf((char) c)).collect(Collectors.joining());

    @ParameterizedTest
    @ValueSource(strings = {"plain text, ", "a \"quoted\" path: C:\\folder\n", "Grüße, 日本語 and 😀. "})
    void aBodyHasTheBytesThatTheMapperWrites(String text) throws IOException {
        for (int repetitions : new int[] {1, 100, 10_000}) {
            String content = ASCII_CHARACTERS + text.repeat(repetitions);
            ObjectNode body = Wire.JSON.createObjectNode().put("model", "m").put("temperature", 0.5);
            body.putArray("messages").addObject().put("content", content).putNull("name");
            body.put("long", text.repeat(repetitions)).put("stream", true);

            assertArrayEquals(Wire.JSON.writeValueAsBytes(body), BodyBytes.of(body));
        }
    }
}
