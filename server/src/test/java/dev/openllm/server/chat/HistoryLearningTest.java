package dev.openllm.server.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.Calls;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.anthropicmessages.AnthropicDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a history that the provider refuses is changed in the same request, and immediately in later requests. */
class HistoryLearningTest {

    private static final FakeAnswer OK =
            FakeAnswer.sse("{\"choices\":[{\"delta\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}", "[DONE]");

    private static final Message CALL = Calls.assistant(
            new Part.Reasoning("MY THOUGHTS"), Calls.toolCall("call_abcdefghijk", "read", "{\"path\":\"a\"}"));
    private static final Message RESULT = Calls.user(Calls.result("call_abcdefghijk", "content"));

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void stop() {
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The reasoning_content in the thinking mode must be passed back to the API.",
                "thinking is enabled but reasoning_content is missing in assistant tool call message at index 1"
            })
    void theCallersReasoningIsSentBackIfTheProviderRequiresIt(String refusal) {
        ChatFixture chat = chat(new OpenAiChatDialect());
        provider.respond(refusal(400, refusal), OK, OK);

        send(chat, Message.user("Read a"), CALL, RESULT);
        send(chat, Message.user("Read a"), CALL, RESULT);

        assertEquals(
                "MY THOUGHTS", assistantMessage(1).path("reasoning_content").asText());
        assertEquals(
                "MY THOUGHTS", assistantMessage(2).path("reasoning_content").asText());
        assertEquals(3, provider.requests().size());
    }

    @Test
    void idsAreShortenedToNineCharactersIfMistralsTokenizerRequiresIt() {
        ChatFixture chat = chat(new OpenAiChatDialect());
        provider.respond(
                refusal(400, "Tool call id was call_abcdefghijk but must be a-z, A-Z, 0-9, with a length of 9. (3280)"),
                OK);

        send(chat, Message.user("Read a"), CALL, RESULT);

        String id = assistantMessage(1).at("/tool_calls/0/id").asText();
        assertTrue(id.matches("[a-zA-Z0-9]{9}"), id);
        assertEquals(id, messages(1).path(2).path("tool_call_id").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant",
                "This model does not support assistant message prefill. The conversation must end with a user message.",
                "Assistant response prefill is incompatible with enable_thinking."
            })
    void aTextToContinueIsFollowedByAUserMessageIfRequired(String refusal) {
        ChatFixture chat = chat(new OpenAiChatDialect());
        provider.respond(refusal(400, refusal), OK);

        send(chat, Message.user("hi"), Message.assistant("Partial ans"));

        assertEquals(List.of("user", "assistant", "user"), roles(1));
    }

    @Test
    void claudesRefusalOfAPrefillIsAlsoLearnedInItsOwnApi() {
        ChatFixture chat = chat(new AnthropicDialect());
        String response = "{\"type\":\"message\",\"id\":\"m\",\"stop_reason\":\"end_turn\",\"content\":"
                + "[{\"type\":\"text\",\"text\":\"ok\"}]}";
        provider.respond(
                refusal(400, "This model does not support assistant message prefill."), FakeAnswer.json(response));

        send(chat, Message.user("hi"), Message.assistant("Partial ans"));

        assertEquals(List.of("user", "assistant", "user"), roles(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500})
    void adjacentMessagesAreMergedIfTheTemplateRequiresAlternatingRoles(int status) {
        ChatFixture chat = chat(new OpenAiChatDialect());
        provider.respond(
                refusal(status, "Jinja Exception: Conversation roles must alternate user/assistant/user/assistant/..."),
                OK);

        send(chat, Message.user("one"), Message.user("two"));

        assertEquals(List.of("user"), roles(1));
        assertEquals(List.of(), chat.waits);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500})
    void systemMessagesComeFirstIfTheTemplateRequiresIt(int status) {
        ChatFixture chat = chat(new OpenAiChatDialect());
        provider.respond(refusal(status, "Jinja Exception: System message must be at the beginning."), OK);

        send(chat, Message.system("one"), Message.user("hi"), Message.system("two"));

        assertEquals(List.of("system", "user"), roles(1));
        assertEquals("one\n\ntwo", messages(1).path(0).path("content").asText());
    }

    @Test
    void systemMessagesArePrependedToTheFirstUserMessageIfTheTemplateHasNoSystemRole() {
        ChatFixture chat = chat(new OpenAiChatDialect());
        provider.respond(refusal(500, "Jinja Exception: System role not supported"), OK);

        send(chat, Message.system("Be brief."), Message.user("hi"));

        assertEquals(List.of("user"), roles(1));
        assertEquals("Be brief.\nhi", messages(1).path(0).path("content").asText());
    }

    private void send(ChatFixture chat, Message... messages) {
        chat.send(ChatFixture.params("cloud/m", messages));
    }

    private ChatFixture chat(Dialect dialect) {
        return new ChatFixture(new FewProviders(
                TestModels.remote(TestModels.info("cloud/m"), dialect, provider.uri(), ModelConfig.of("m"))));
    }

    private JsonNode messages(int request) {
        return provider.requests().get(request).json().path("messages");
    }

    private JsonNode assistantMessage(int request) {
        return messages(request)
                .valueStream()
                .filter(message -> message.path("role").asText().equals("assistant"))
                .findFirst()
                .orElseThrow();
    }

    private List<String> roles(int request) {
        return messages(request)
                .valueStream()
                .map(message -> message.path("role").asText())
                .toList();
    }

    private static FakeAnswer refusal(int status, String message) {
        return FakeAnswer.error(
                status,
                "{\"error\":{\"message\":" + TextNode.valueOf(message) + ",\"type\":\"invalid_request_error\"}}");
    }
}
