package dev.openllm.server.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.Calls;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.StructuredOutput;
import dev.openllm.server.dialect.anthropicmessages.AnthropicDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for the JSON Schema of a response, which is either enforced or reported as not enforced. */
class StructuredOutputTest {

    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}";

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void stop() {
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
                "This response_format type is unavailable now",
                "response_format.type: unknown variant `json_schema`, expected `text` or `json_object`",
                "body.response_format.type: Input should be 'text' or 'json_object'",
                "'response_format.type' must be 'text' or 'json_object'",
                "Invalid value: 'json_schema'. Supported values are: 'json_object' and 'text'.",
            })
    void aRefusedSchemaBecomesJsonOutputWithAnInstruction(String refusal) {
        ChatFixture chat = chat(new OpenAiChatDialect(), Map.of());
        provider.respond(
                FakeAnswer.error(
                        400, "{\"error\":{\"message\":\"" + refusal + "\",\"type\":\"invalid_request_error\"}}"),
                textResponse("{\\\"city\\\":\\\"Rome\\\"}"),
                textResponse("{\\\"city\\\":\\\"Rome\\\"}"));

        chat.send(paramsWithSchema());
        chat.send(paramsWithSchema());

        assertEquals(
                List.of("json_schema", "json_object", "json_object"),
                provider.requests().stream()
                        .map(request ->
                                request.json().at("/response_format/type").asText())
                        .toList());
        assertTrue(
                provider.lastRequest().json().at("/messages/0/content").asText().contains("\"city\""));
    }

    @Test
    void ifEnforcementIsUnknownTheSchemaIsSentTwice() {
        ChatFixture chat = chat(new OpenAiChatDialect(), Map.of(StructuredOutput.UNTESTED, "true"));
        provider.respond(textResponse("{\\\"city\\\":\\\"Rome\\\"}"));

        chat.send(paramsWithSchema());

        JsonNode request = provider.lastRequest().json();
        assertEquals("json_schema", request.at("/response_format/type").asText());
        assertTrue(request.at("/messages/0/content").asText().contains("JSON Schema"));
        assertEquals(List.of(), notices(chat));
    }

    @Test
    void aMismatchIsReportedInANoticeAndTheTextIsDelivered() {
        ChatFixture chat = chat(new OpenAiChatDialect(), Map.of());
        provider.respond(textResponse("{\\\"town\\\":\\\"Rome\\\"}"));

        chat.send(paramsWithSchema());

        assertEquals("{\"town\":\"Rome\"}", chat.text());
        assertEquals(
                List.of("The response does not match the JSON Schema of the request: $.city is missing."),
                notices(chat));
    }

    @Test
    void textInsteadOfJsonIsReportedInANotice() {
        ChatFixture chat = chat(new OpenAiChatDialect(), Map.of());
        provider.respond(textResponse("Rome, of course."));

        chat.send(paramsWithSchema());

        assertEquals(List.of("The response is not valid JSON, although the request asked for JSON."), notices(chat));
    }

    @Test
    void anthropicGetsAnUnenforcedSchemaAsAnInstruction() {
        ChatFixture chat = chat(new AnthropicDialect(), Map.of(StructuredOutput.NO_JSON_SCHEMA, "true"));
        provider.respond(FakeAnswer.error(401, "{}"));

        chat.expectError(paramsWithSchema());

        JsonNode request = provider.lastRequest().json();
        assertFalse(request.has("output_config"));
        assertTrue(request.at("/system/0/text").asText().contains("\"city\""), request.toString());
    }

    @Test
    void anthropicLearnsThatASchemaIsRefused() {
        ChatFixture chat = chat(new AnthropicDialect(), Map.of());
        provider.respond(
                FakeAnswer.error(
                        400,
                        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"output_config.format:"
                            + " Extra inputs are not permitted\"}}"),
                FakeAnswer.error(401, "{}"));

        chat.expectError(paramsWithSchema());

        assertTrue(provider.requests().get(0).json().at("/output_config/format").isObject());
        assertFalse(provider.requests().get(1).json().has("output_config"));
        assertTrue(
                provider.requests().get(1).json().at("/system/0/text").asText().contains("\"city\""));
    }

    private ChatFixture chat(Dialect dialect, Map<String, String> quirks) {
        ModelConfig base = ModelConfig.of("m");
        ModelConfig config = new ModelConfig(
                base.id(),
                base.name(),
                base.baseModel(),
                base.contextTokens(),
                base.outputTokens(),
                base.tools(),
                base.vision(),
                base.files(),
                base.reasoning(),
                base.streaming(),
                Optional.empty(),
                base.reasoningEffort(),
                base.fallbacks(),
                quirks);
        return new ChatFixture(
                new FewProviders(TestModels.remote(TestModels.info("cloud/m"), dialect, provider.uri(), config)));
    }

    private static FakeAnswer textResponse(String escaped) {
        return FakeAnswer.sse(
                "{\"choices\":[{\"delta\":{\"content\":\"" + escaped + "\"},\"finish_reason\":\"stop\"}]}", "[DONE]");
    }

    private static List<String> notices(ChatFixture chat) {
        return chat.events(ChatEvent.Notice.class).stream()
                .map(ChatEvent.Notice::message)
                .toList();
    }

    private static ChatParams paramsWithSchema() {
        ObjectNode options = Wire.JSON.valueToTree(ChatOptions.DEFAULTS);
        options.putObject("responseFormat").set("schema", Calls.json(SCHEMA));
        return new ChatParams(
                "cloud/m",
                List.of(Message.user("Capital of Italy?")),
                List.of(),
                ToolChoice.AUTO,
                Wire.JSON.convertValue(options, ChatOptions.class),
                Optional.empty(),
                Optional.empty());
    }
}
