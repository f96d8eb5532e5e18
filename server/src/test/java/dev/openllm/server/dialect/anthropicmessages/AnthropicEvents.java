package dev.openllm.server.dialect.anthropicmessages;

import static dev.openllm.server.dialect.Calls.json;

import dev.openllm.server.dialect.Delivered;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.WireExpectation;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stream events in the Anthropic format, and a reader for tests. */
final class AnthropicEvents {

    static final String START =
            "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"m\",\"content\":[],"
                + "\"usage\":{\"input_tokens\":9,\"cache_read_input_tokens\":100,\"cache_creation_input_tokens\":10,"
                + "\"output_tokens\":1}}}";
    static final String STOP = "{\"type\":\"message_stop\"}";

    private static final AnthropicDialect ANTHROPIC = new AnthropicDialect();

    private AnthropicEvents() {}

    static Delivered stream(String... events) {
        return read(body(events), true);
    }

    static String body(String... events) {
        return Stream.of(events)
                .map(event -> "event: " + json(event).path("type").asText() + "\ndata: " + event + "\n\n")
                .collect(Collectors.joining());
    }

    static Delivered read(String body, boolean stream) {
        return Delivered.read(
                ANTHROPIC,
                WireExpectation.call("anthropic", "m", stream, Quirks.NONE),
                body.getBytes(StandardCharsets.UTF_8));
    }

    static String blockStart(int index, String block) {
        return "{\"type\":\"content_block_start\",\"index\":" + index + ",\"content_block\":" + block + "}";
    }

    static String delta(int index, String delta) {
        return "{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":" + delta + "}";
    }

    static String blockStop(int index) {
        return "{\"type\":\"content_block_stop\",\"index\":" + index + "}";
    }

    static String stopReason(String reason) {
        return "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason
                + "\"},\"usage\":{\"output_tokens\":20,\"output_tokens_details\":{\"thinking_tokens\":5}}}";
    }

    static String tool(String id) {
        return "{\"type\":\"tool_use\",\"id\":\"" + id + "\",\"name\":\"a\",\"input\":{}}";
    }

    static String arguments(String fragment) {
        return "{\"type\":\"input_json_delta\",\"partial_json\":\"" + fragment.replace("\"", "\\\"") + "\"}";
    }
}
