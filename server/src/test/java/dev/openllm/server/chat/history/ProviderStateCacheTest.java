package dev.openllm.server.chat.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProviderStateCacheTest {

    private final ProviderStateCache memory = new ProviderStateCache(30);

    @Test
    void stateThatAClientDroppedIsRestoredBeforeItsCall() {
        memory.store("p", "m", List.of(), answer("c1", "signed"));

        assertEquals(
                new Message(Role.ASSISTANT, List.of(state("signed"), call("c1", 1))),
                restored(new Message(Role.ASSISTANT, List.of(call("c1", 1)))));
    }

    @Test
    void stateThatAClientReturnedIsNotDuplicated() {
        memory.store("p", "m", List.of(), answer("c1", "signed"));
        Message complete = new Message(Role.ASSISTANT, List.of(state("signed"), call("c1", 1)));

        assertEquals(complete, restored(complete));
    }

    @Test
    void anotherModelGetsNoState() {
        memory.store("p", "m", List.of(), answer("c1", "signed"));
        Message bare = new Message(Role.ASSISTANT, List.of(call("c1", 1)));

        assertEquals(List.of(bare), memory.restore("p", "other", List.of(bare)));
    }

    @Test
    void anotherCallWithTheSameIdGetsNoState() {
        memory.store("p", "m", List.of(), answer("call_0", "signed"));
        Message other = new Message(Role.ASSISTANT, List.of(call("call_0", 2)));

        assertEquals(other, restored(other));
    }

    @Test
    void aResponseWithoutCallsIsNotStored() {
        memory.store(
                "p",
                "m",
                List.of(),
                List.of(new ChatEvent.ProviderState("p", "m", JsonNodeFactory.instance.textNode("x"))));
        Message said = Message.assistant("Hello");

        assertEquals(said, restored(said));
    }

    @Test
    void theLeastRecentlyUsedStateIsRemovedFirst() {
        memory.store("p", "m", List.of(), answer("c1", "ten chars."));
        memory.store("p", "m", List.of(), answer("c2", "ten chars."));
        restored(new Message(Role.ASSISTANT, List.of(call("c1", 1))));
        memory.store("p", "m", List.of(), answer("c3", "ten chars."));

        Message second = new Message(Role.ASSISTANT, List.of(call("c2", 1)));
        assertEquals(second, restored(second));
        assertEquals(
                2,
                restored(new Message(Role.ASSISTANT, List.of(call("c1", 1))))
                        .parts()
                        .size());
    }

    private Message restored(Message message) {
        return memory.restore("p", "m", List.of(message)).getFirst();
    }

    private static List<ChatEvent> answer(String callId, String state) {
        return List.of(
                new ChatEvent.ProviderState("p", "m", JsonNodeFactory.instance.textNode(state)),
                new ChatEvent.ToolCall(callId, "read", arguments(1)));
    }

    private static Part state(String state) {
        return new Part.ProviderState("p", "m", JsonNodeFactory.instance.textNode(state));
    }

    private static Part call(String id, int argument) {
        return new Part.ToolCall(id, "read", arguments(argument));
    }

    private static ObjectNode arguments(int argument) {
        return JsonNodeFactory.instance.objectNode().put("n", argument);
    }
}
