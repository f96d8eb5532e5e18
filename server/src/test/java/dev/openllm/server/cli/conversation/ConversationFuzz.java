package dev.openllm.server.cli.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.Message;
import dev.openllm.server.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Fuzzes the lines of a stored conversation: a damaged line does not affect other lines, and each exchange is unchanged
 * when it is written and read again.
 */
public final class ConversationFuzz implements FuzzTarget {

    private static final String VALID_LINE = new String(
            StoredConversation.toBytes(new Exchange(
                    "last",
                    "2026-01-01T00:00:00Z",
                    "p/m",
                    Optional.of("s"),
                    List.of(Message.user("question"), Message.assistant("response")),
                    Optional.empty())),
            StandardCharsets.UTF_8);

    @Override
    public String name() {
        return "conversations";
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                bytes(VALID_LINE + "\n" + VALID_LINE.replace("last", "first")),
                bytes("{\"id\":\"u\",\"undone\":\"first\"}"),
                bytes(
                        "{\"id\":\"t\",\"messages\":[{\"role\":\"assistant\",\"parts\":[{\"type\":\"toolCall\",\"id\":\"c\","
                            + "\"name\":\"n\",\"arguments\":{\"a\":1}}]},{\"role\":\"user\",\"parts\":[{\"type\":\"toolResult\","
                            + "\"callId\":\"c\",\"content\":[{\"type\":\"text\",\"text\":\"r\"}]}]}]}"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void run(byte[] input) {
        List<byte[]> lines =
                new java.util.ArrayList<>(Arrays.stream(new String(input, StandardCharsets.ISO_8859_1).split("\n", -1))
                        .map(line -> line.getBytes(StandardCharsets.ISO_8859_1))
                        .toList());
        lines.add(bytes(VALID_LINE));
        StoredConversation conversation = StoredConversation.of("20260101-000000-0000", lines);
        assertTrue(
                conversation.exchanges().stream()
                        .anyMatch(exchange -> exchange.id().equals("last")),
                "the last line is read");
        assertTrue(conversation.damagedLines() <= lines.size());
        conversation.system();
        conversation.model();
        conversation.started();
        conversation.updated();
        conversation.messages().forEach(message -> message.parts().size());
        for (Exchange exchange : conversation.exchanges()) {
            byte[] serialized = StoredConversation.toBytes(exchange);
            assertEquals(Optional.of(exchange), StoredConversation.parse(serialized));
        }
    }
}
