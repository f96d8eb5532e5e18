package dev.openllm.server.chat.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * Computes a digest that identifies a conversation by the content of its messages and calls. The digest does not depend
 * on how a client divides text into parts, on whitespace, or on whether the client returns reasoning.
 */
final class ConversationDigest {

    private final MessageDigest digest = sha256();

    private ConversationDigest() {}

    /**
     * Returns, for each message, the digest of the messages that precede it. Consecutive assistant messages belong to
     * the same turn, so the digest of the messages before the turn is returned for each of them.
     */
    static List<String> beforeEach(List<Message> conversation) {
        ConversationDigest running = new ConversationDigest();
        List<String> digests = new ArrayList<>();
        int turn = 0;
        for (int i = 0; i < conversation.size(); i++) {
            boolean continuesTurn = i > 0
                    && conversation.get(i).role() == Role.ASSISTANT
                    && conversation.get(i - 1).role() == Role.ASSISTANT;
            if (!continuesTurn) {
                conversation.subList(turn, i).forEach(running::add);
                turn = i;
            }
            digests.add(continuesTurn ? digests.getLast() : running.hexValue());
        }
        return digests;
    }

    /** Returns the digest of all messages that precede the response to a conversation. */
    static String beforeResponse(List<Message> conversation) {
        List<Message> extended = new ArrayList<>(conversation);
        extended.add(new Message(Role.ASSISTANT, List.of()));
        return beforeEach(extended).getLast();
    }

    private void add(Message message) {
        add(message.role().name());
        message.parts().forEach(this::add);
    }

    private void add(Part part) {
        switch (part) {
            case Part.Text(var text) -> addVisible(text);
            case Part.Image image -> add(image.url().orElse(image.data()));
            case Part.File file -> add(file.url().orElse(file.data()));
            case Part.ToolCall(var id, var name, var arguments) -> {
                add(name);
                add(sorted(arguments));
            }
            case Part.ToolResult(var id, var content, var isError) -> content.forEach(this::add);
            case Part.Reasoning ignored -> {}
            case Part.ProviderState ignored -> {}
            case Part.CacheBreakpoint ignored -> {}
        }
    }

    private void add(String text) {
        digest.update((byte) 0);
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private void addVisible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.chars().filter(c -> !Character.isWhitespace(c)).forEach(c -> visible.append((char) c));
        digest.update(visible.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Serializes JSON with the members of each object sorted by name. */
    private static String sorted(JsonNode value) {
        if (value.isObject()) {
            TreeMap<String, String> members = new TreeMap<>();
            value.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
            return members.toString();
        }
        return value.isArray()
                ? value.valueStream().map(ConversationDigest::sorted).toList().toString()
                : value.toString();
    }

    private String hexValue() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException unexpected) {
            throw new IllegalStateException("The digests of the JDK can be copied.", unexpected);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException unsupported) {
            throw new IllegalStateException("Every Java has SHA-256.", unsupported);
        }
    }
}
