package dev.openllm.server.chat.history;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.server.dialect.HistoryRules;
import dev.openllm.server.dialect.HistoryRules.IdRule;
import dev.openllm.server.dialect.HistoryRules.NameRule;
import dev.openllm.server.dialect.HistoryRules.ReasoningBack;
import dev.openllm.server.dialect.HistoryRules.SystemPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Generates nonsensical conversations and strict history rules from a seed. */
public final class RandomHistory {

    private static final List<String> CALL_IDS =
            List.of("", "a", "call_1", "call_2", "call with spaces", "x".repeat(80), "toolu_01A", "abcDEF123");
    private static final List<String> TEXTS = List.of("", " ", "\n", "hello", "two words", "ünïcode 🎈", "last");

    private final Random random;

    public RandomHistory(long seed) {
        this.random = new Random(seed);
    }

    HistoryRules rules() {
        return new HistoryRules(
                pick(List.of(SystemPlace.values())),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                pick(List.of(IdRule.COMMON, new IdRule("[a-zA-Z0-9]{9}", 9))),
                NameRule.COMMON,
                HistoryRules.COMMON_IMAGE_TYPES,
                pick(List.of(ReasoningBack.values())));
    }

    /** Returns a conversation in which at least one user message contains text. */
    public List<Message> conversation() {
        List<Message> messages = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            messages.add(message(pick(List.of(Role.SYSTEM, Role.USER, Role.USER, Role.ASSISTANT, Role.ASSISTANT))));
        }
        messages.add(random.nextInt(messages.size() + 1), Message.user("anchor"));
        return messages;
    }

    private Message message(Role role) {
        List<Part> parts = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            parts.add(role == Role.SYSTEM ? text() : part());
        }
        return new Message(role, parts);
    }

    private Part part() {
        return switch (random.nextInt(9)) {
            case 0, 1 -> text();
            case 2 -> image();
            case 3 -> new Part.Reasoning(pick(TEXTS));
            case 4, 5 ->
                new Part.ToolCall(
                        pick(CALL_IDS),
                        pick(List.of("read", "write")),
                        JsonNodeFactory.instance.objectNode().put("n", random.nextInt(2)));
            case 6, 7 ->
                new Part.ToolResult(
                        pick(CALL_IDS),
                        random.nextBoolean() ? List.of(text(), image()) : List.of(text()),
                        random.nextBoolean());
            default ->
                new Part.ProviderState(
                        pick(List.of("here", "there")),
                        pick(List.of("m", "n")),
                        JsonNodeFactory.instance.textNode("state"));
        };
    }

    private Part text() {
        return new Part.Text(pick(TEXTS));
    }

    private static Part image() {
        return Part.Image.ofData("image/png", "AAAA");
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
