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

    private final ProviderStateCache cache = new ProviderStateCache(30);

    @Test
    void stateThatAClientDroppedIsRestoredBeforeItsCall() {
        cache.store("p", "m", List.of(), responseEvents("c1", "signed"));

        assertEquals(
                new Message(Role.ASSISTANT, List.of(state("signed"), call("c1", 1))),
                restore(new Message(Role.ASSISTANT, List.of(call("c1", 1)))));
    }

    @Test
    void stateThatAClientReturnedIsNotDuplicated() {
        cache.store("p", "m", List.of(), responseEvents("c1", "signed"));
        Message withState = new Message(Role.ASSISTANT, List.of(state("signed"), call("c1", 1)));

        assertEquals(withState, restore(withState));
    }

    @Test
    void anotherModelGetsNoState() {
        cache.store("p", "m", List.of(), responseEvents("c1", "signed"));
        Message withoutState = new Message(Role.ASSISTANT, List.of(call("c1", 1)));

        assertEquals(List.of(withoutState), cache.restore("p", "other", List.of(withoutState)));
    }

    @Test
    void anotherCallWithTheSameIdGetsNoState() {
        cache.store("p", "m", List.of(), responseEvents("call_0", "signed"));
        Message otherCall = new Message(Role.ASSISTANT, List.of(call("call_0", 2)));

        assertEquals(otherCall, restore(otherCall));
    }

    @Test
    void aResponseWithoutCallsIsNotStored() {
        cache.store(
                "p",
                "m",
                List.of(),
                List.of(new ChatEvent.ProviderState("p", "m", JsonNodeFactory.instance.textNode("x"))));
        Message message = Message.assistant("Hello");

        assertEquals(message, restore(message));
    }

    @Test
    void theLeastRecentlyUsedStateIsRemovedFirst() {
        cache.store("p", "m", List.of(), responseEvents("c1", "ten chars."));
        cache.store("p", "m", List.of(), responseEvents("c2", "ten chars."));
        restore(new Message(Role.ASSISTANT, List.of(call("c1", 1))));
        cache.store("p", "m", List.of(), responseEvents("c3", "ten chars."));

        Message second = new Message(Role.ASSISTANT, List.of(call("c2", 1)));
        assertEquals(second, restore(second));
        assertEquals(
                2,
                restore(new Message(Role.ASSISTANT, List.of(call("c1", 1))))
                        .parts()
                        .size());
    }

    private Message restore(Message message) {
        return cache.restore("p", "m", List.of(message)).getFirst();
    }

    private static List<ChatEvent> responseEvents(String callId, String state) {
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
