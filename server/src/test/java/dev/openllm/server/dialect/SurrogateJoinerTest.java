package dev.openllm.server.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.protocol.chat.ChatEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests for surrogate pairs that a gateway split between two chunks. */
class SurrogateJoinerTest {

    private static List<ChatEvent> join(ChatEvent... events) {
        List<ChatEvent> joinedEvents = new ArrayList<>();
        SurrogateJoiner joiner = new SurrogateJoiner(joinedEvents::add);
        List.of(events).forEach(joiner);
        return joinedEvents;
    }

    @Test
    void surrogatesInTwoChunksBecomeOneCharacter() {
        assertEquals(
                List.of(new ChatEvent.Text("a"), new ChatEvent.Text("\uD83D\uDE00b")),
                join(new ChatEvent.Text("a\uD83D"), new ChatEvent.Text("\uDE00b")));
    }

    @Test
    void aChunkWithOnlyOneSurrogateIsHeldBack() {
        assertEquals(
                List.of(new ChatEvent.Text("\uD83D\uDE00")),
                join(new ChatEvent.Text("\uD83D"), new ChatEvent.Text("\uDE00")));
    }

    @Test
    void anUnpairedSurrogateIsReplaced() {
        assertEquals(
                List.of(new ChatEvent.Text("\uFFFDb")), join(new ChatEvent.Text("\uD83D"), new ChatEvent.Text("b")));
    }

    @Test
    void reasoningAndTextDoNotShareACharacter() {
        assertEquals(
                List.of(new ChatEvent.Text("b")), join(new ChatEvent.Reasoning("\uD83D"), new ChatEvent.Text("b")));
    }

    @Test
    void toolArgumentsAreRepaired() {
        assertEquals(
                List.of(Calls.json("{\"x\":\"\uFFFD\"}")),
                join(new ChatEvent.ToolCall(
                                "c",
                                "a",
                                Calls.toolCall("c", "a", "{\"x\":\"\\ud83d\"}").arguments()))
                        .stream()
                        .map(event -> ((ChatEvent.ToolCall) event).arguments())
                        .toList());
    }
}
