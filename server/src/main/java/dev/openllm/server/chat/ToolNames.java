package dev.openllm.server.chat;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.server.chat.history.ShortHash;
import dev.openllm.server.dialect.HistoryRules.NameRule;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Maps the tool names in a request to names that the provider accepts, and maps the names in the response back to the
 * caller's names. Valid names are unchanged. The replacement for an invalid name depends on the order of the tools only
 * if two replacements would be identical.
 */
final class ToolNames {

    private static final int HASH_LENGTH = 8;

    private final Map<String, String> toProvider = new HashMap<>();
    private final Map<String, String> toCaller = new HashMap<>();

    private ToolNames() {}

    /**
     * Creates a mapping for the tools that the request offers and for tools that were called earlier in the
     * conversation.
     */
    static ToolNames of(List<ToolDefinition> tools, List<Message> messages, NameRule rule) {
        Set<String> names = new LinkedHashSet<>();
        tools.forEach(tool -> names.add(tool.name()));
        for (Message message : messages) {
            for (Part part : message.parts()) {
                if (part instanceof Part.ToolCall call) {
                    names.add(call.name());
                }
            }
        }
        ToolNames result = new ToolNames();
        names.stream().filter(rule::accepts).forEach(name -> result.put(name, name));
        names.stream()
                .filter(name -> !result.toProvider.containsKey(name))
                .forEach(name -> result.put(name, result.replacement(name, rule)));
        return result;
    }

    String toProvider(String name) {
        return toProvider.getOrDefault(name, name);
    }

    String toCaller(String name) {
        return toCaller.getOrDefault(name, name);
    }

    ToolDefinition toProvider(ToolDefinition tool) {
        return tool.with(toProvider(tool.name()), tool.inputSchema());
    }

    ToolChoice toProvider(ToolChoice choice) {
        return new ToolChoice(choice.mode(), choice.name().map(this::toProvider));
    }

    /** Returns the event with the provider's tool name replaced by the caller's tool name. */
    ChatEvent toCaller(ChatEvent event) {
        return switch (event) {
            case ChatEvent.ToolCall(var id, var name, var arguments) ->
                new ChatEvent.ToolCall(id, toCaller(name), arguments);
            case ChatEvent.InvalidToolCall(var id, var name, var raw, var message, var template) ->
                new ChatEvent.InvalidToolCall(id, toCaller(name), raw, message, template);
            default -> event;
        };
    }

    private void put(String callerName, String providerName) {
        toProvider.put(callerName, providerName);
        toCaller.put(providerName, callerName);
    }

    private String replacement(String name, NameRule rule) {
        String readable = name.replaceAll("[^a-zA-Z0-9_-]", "_");
        String hash = ShortHash.of(name, HASH_LENGTH);
        String cut = readable.substring(0, Math.min(readable.length(), rule.maxLength() - HASH_LENGTH - 1));
        return Stream.of(readable, "_" + readable, cut + "_" + hash)
                .filter(candidate -> rule.accepts(candidate) && !toCaller.containsKey(candidate))
                .findFirst()
                .orElse("tool_" + hash);
    }
}
