package dev.openllm.server.cli.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A conversation that was read from a file.
 *
 * @param exchanges the exchanges, oldest first
 * @param damagedLines the number of damaged lines that were skipped
 */
public record StoredConversation(String id, List<Exchange> exchanges, int damagedLines) {

    private static final int MAX_TITLE_LENGTH = 200;

    public StoredConversation {
        exchanges = List.copyOf(exchanges);
    }

    static StoredConversation of(String id, List<byte[]> lines) {
        List<Exchange> exchanges = new ArrayList<>();
        int damagedCount = 0;
        for (byte[] line : lines) {
            Optional<Exchange> parsed = parse(line);
            damagedCount += parsed.isEmpty() ? 1 : 0;
            parsed.ifPresent(exchange -> exchange.undone()
                    .ifPresentOrElse(
                            undone ->
                                    exchanges.removeIf(existing -> existing.id().equals(undone)),
                            () -> exchanges.add(exchange)));
        }
        return new StoredConversation(id, exchanges, damagedCount);
    }

    static Optional<Exchange> parse(byte[] line) {
        try {
            JsonNode json = Wire.JSON.readTree(line);
            boolean isExchange = json.path("id").isTextual()
                    && (json.path("messages").isArray() || json.path("undone").isTextual());
            return isExchange ? Optional.of(Wire.JSON.treeToValue(json, Exchange.class)) : Optional.empty();
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    static byte[] toBytes(Exchange exchange) {
        try {
            return Wire.JSON.writeValueAsBytes(exchange);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("cannot be written as JSON", broken);
        }
    }

    /** Returns all messages of the conversation without the instructions. */
    public List<Message> messages() {
        return exchanges.stream()
                .flatMap(exchange -> exchange.messages().stream())
                .toList();
    }

    /** Returns the most recent instructions, if any. */
    public Optional<String> system() {
        return exchanges.stream()
                .flatMap(exchange -> exchange.system().stream())
                .reduce((before, after) -> after)
                .filter(text -> !text.isBlank());
    }

    /** Returns the model that responded last, or an empty string if the conversation contains no exchanges. */
    public String model() {
        return exchanges.isEmpty() ? "" : exchanges.getLast().model();
    }

    /** Returns the time at which the first exchange was stored. */
    public String started() {
        return exchanges.isEmpty() ? "" : exchanges.getFirst().time();
    }

    /** Returns the time at which the last exchange was stored. */
    public String updated() {
        return exchanges.isEmpty() ? "" : exchanges.getLast().time();
    }

    /** Returns the first question as a single line, for use as the title of the conversation. */
    public String title() {
        String text = messages().stream()
                .filter(message -> message.role() == Role.USER)
                .map(StoredConversation::text)
                .filter(found -> !found.isBlank())
                .findFirst()
                .orElse("");
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > MAX_TITLE_LENGTH ? line.substring(0, MAX_TITLE_LENGTH) : line;
    }

    /** Returns the text of a message without its attachments and reasoning. */
    public static String text(Message message) {
        StringBuilder text = new StringBuilder();
        message.parts().forEach(part -> append(part, text));
        return text.toString();
    }

    private static void append(Part part, StringBuilder text) {
        if (part instanceof Part.Text(String plain)) {
            text.append(text.isEmpty() ? "" : "\n").append(plain);
        } else if (part instanceof Part.ToolResult result) {
            result.content().forEach(inner -> append(inner, text));
        }
    }
}
