package dev.openllm.server.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatEvent.Notice.Topic;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LearningTest {

    private static final FakeAnswer OK =
            FakeAnswer.sse("{\"choices\":[{\"delta\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}", "[DONE]");
    private static final FakeAnswer TEMPERATURE_REFUSED =
            refusal("Unsupported parameter: 'temperature' is not supported.");
    private static final FakeAnswer MAX_TOKENS_REFUSED =
            refusal("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.");

    private final FakeProvider provider = FakeProvider.start();
    private final ChatFixture chat = new ChatFixture(new FewProviders(TestModels.remote(
            TestModels.info("cloud/m"), new OpenAiChatDialect(), provider.uri(), ModelConfig.of("m"))));

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void aRefusedParameterIsOmittedWithANotice() {
        provider.respond(TEMPERATURE_REFUSED, OK);

        chat.send(params());

        assertEquals("ok", chat.text());
        assertFalse(request(1).has("temperature"));
        assertEquals(
                new ChatEvent.Notice(
                        Topic.WARNING,
                        UserText.of(
                                "{0} Retrying {1}.",
                                "Unsupported parameter: 'temperature' is not supported.",
                                UserText.of("without {0}", "temperature"))),
                chat.events.getFirst());
        assertEquals(List.of(), chat.waits);
    }

    @Test
    void aLearnedQuirkAppliesToTheNextRequest() {
        provider.respond(TEMPERATURE_REFUSED, MAX_TOKENS_REFUSED, OK, OK);

        chat.send(params());
        chat.send(params());

        assertEquals(4, provider.requests().size());
        assertFalse(request(3).has("temperature"));
        assertEquals(50, request(3).path("max_completion_tokens").asInt());
        assertFalse(request(3).has("max_tokens"));
    }

    @Test
    void aQuirkThatDidNotHelpIsNotRemembered() {
        provider.respond(TEMPERATURE_REFUSED, refusal("The model is not in the mood."), OK);

        ErrorInfo error = chat.expectError(params());
        chat.send(params());

        assertEquals("The model is not in the mood.", error.message());
        assertTrue(request(2).has("temperature"));
    }

    private JsonNode request(int index) {
        return provider.requests().get(index).json();
    }

    private static ChatParams params() {
        ChatOptions options = new ChatOptions(
                OptionalInt.of(50),
                OptionalDouble.of(0.2),
                OptionalDouble.empty(),
                List.of(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        return new ChatParams(
                "cloud/m",
                List.of(Message.user("Hi")),
                List.of(),
                ToolChoice.AUTO,
                options,
                Optional.empty(),
                Optional.empty());
    }

    private static FakeAnswer refusal(String message) {
        return FakeAnswer.error(
                400, "{\"error\":{\"message\":\"" + message + "\",\"type\":\"invalid_request_error\"}}");
    }
}
