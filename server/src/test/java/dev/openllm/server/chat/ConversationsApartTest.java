package dev.openllm.server.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.Calls;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.provider.ResolvedModel;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests that conversations do not share provider state. Kimi numbers the tool calls of each conversation from zero and
 * requires its reasoning in the history, which most clients do not store.
 */
class ConversationsApartTest {

    private final FakeProvider provider = FakeProvider.start();
    private final ChatFixture chat = new ChatFixture(new FewProviders(model()));

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void reasoningOfOneConversationNeverEntersAnother() {
        provider.respond(
                reasoningResponse("SECRET OF A"), reasoningResponse("SECRET OF B"), doneResponse(), doneResponse());
        List<Message> a = List.of(Message.system("You list."), Message.user("What is here? A"));
        List<Message> b = List.of(Message.system("You list."), Message.user("What is here? B"));

        List<Message> continuedA = continueWithoutReasoning(a);
        List<Message> continuedB = continueWithoutReasoning(b);
        chat.send(ChatFixture.params("cloud/kimi", continuedA.toArray(Message[]::new)));
        chat.send(ChatFixture.params("cloud/kimi", continuedB.toArray(Message[]::new)));

        assertEquals("SECRET OF A", reasoningInRequest(2));
        assertEquals("SECRET OF B", reasoningInRequest(3));
        assertFalse(requestBody(2).contains("SECRET OF B"));
        assertFalse(requestBody(3).contains("SECRET OF A"));
    }

    @Test
    void conversationsThatDifferOnlyInTheSystemMessageAreSeparate() {
        provider.respond(reasoningResponse("SECRET OF A"), doneResponse());

        continueWithoutReasoning(List.of(Message.system("You are A."), Message.user("Hi")));
        List<Message> otherConversation = new ArrayList<>(List.of(Message.system("You are B."), Message.user("Hi")));
        otherConversation.addAll(callAndResult());
        chat.send(ChatFixture.params("cloud/kimi", otherConversation.toArray(Message[]::new)));

        assertFalse(requestBody(1).contains("SECRET"));
    }

    @Test
    void aClientCanSplitTextAndReorderArguments() {
        provider.respond(reasoningResponse("MINE"), doneResponse());
        continueWithoutReasoning(List.of(Message.user("Look at this: x")));

        List<Message> splitConversation = new ArrayList<>();
        splitConversation.add(new Message(Role.USER, List.of(new Part.Text("Look at"), new Part.Text("\nthis: x "))));
        splitConversation.addAll(callAndResult());
        chat.send(ChatFixture.params("cloud/kimi", splitConversation.toArray(Message[]::new)));

        assertEquals("MINE", reasoningInRequest(1));
    }

    /**
     * Sends a request and continues the conversation as a client does that stores only roles, content, and tool calls.
     */
    private List<Message> continueWithoutReasoning(List<Message> conversation) {
        chat.send(ChatFixture.params("cloud/kimi", conversation.toArray(Message[]::new)));
        assertTrue(chat.events(ChatEvent.ToolCall.class).stream()
                .anyMatch(call -> call.id().equals("functions.list_dir:0")));
        List<Message> continued = new ArrayList<>(conversation);
        continued.addAll(callAndResult());
        return continued;
    }

    private static List<Message> callAndResult() {
        return List.of(
                new Message(
                        Role.ASSISTANT,
                        List.of(Calls.toolCall("functions.list_dir:0", "list_dir", "{\"path\":\".\"}"))),
                new Message(Role.USER, List.of(Calls.result("functions.list_dir:0", "a.txt"))));
    }

    private String requestBody(int index) {
        return provider.requests().get(index).json().toString();
    }

    private String reasoningInRequest(int index) {
        return provider.requests()
                .get(index)
                .json()
                .path("messages")
                .valueStream()
                .filter(message -> message.has("tool_calls"))
                .findFirst()
                .orElseThrow()
                .path("reasoning_content")
                .asText();
    }

    private ResolvedModel model() {
        ResolvedModel.Remote base = TestModels.remote(
                TestModels.info("cloud/kimi"), new OpenAiChatDialect(), provider.uri(), ModelConfig.of("kimi"));
        return new ResolvedModel.Remote(
                base.endpoint(),
                base.dialect(),
                base.info(),
                Quirks.NONE.with("reasoning-back", "with-tool-calls").with("tool-call-ids", "any"),
                base.config());
    }

    private static FakeAnswer reasoningResponse(String thought) {
        return FakeAnswer.sse(
                "{\"choices\":[{\"delta\":{\"reasoning_content\":\"" + thought + "\"}}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"functions.list_dir:0\",\"function\":"
                        + "{\"name\":\"list_dir\",\"arguments\":\"{\\\"path\\\":\\\".\\\"}\"}}]},"
                        + "\"finish_reason\":\"tool_calls\"}]}",
                "[DONE]");
    }

    private static FakeAnswer doneResponse() {
        return FakeAnswer.sse("{\"choices\":[{\"delta\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}", "[DONE]");
    }
}
