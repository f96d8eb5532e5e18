package dev.openllm.server.cli.chat;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Combines the chunks of a response, including provider state, into the parts of the message that is added to the
 * conversation.
 */
final class ResponseParts implements Consumer<ChatEvent> {

    private final List<Part> parts = new ArrayList<>();

    @Override
    public synchronized void accept(ChatEvent event) {
        switch (event) {
            case ChatEvent.Text(String text) -> addText(text);
            case ChatEvent.Refusal(String text) -> addText(text);
            case ChatEvent.Reasoning(String text) -> addReasoning(text);
            case ChatEvent.ToolCall(String id, String name, var arguments) ->
                parts.add(new Part.ToolCall(id, name, arguments));
            case ChatEvent.ProviderState(String provider, String model, var data) ->
                parts.add(new Part.ProviderState(provider, model, data));
            case ChatEvent.InvalidToolCall _, ChatEvent.Notice _ -> {} // shown to the user, but not part of the message
        }
    }

    private void addText(String text) {
        if (!parts.isEmpty() && parts.getLast() instanceof Part.Text(String previous)) {
            parts.set(parts.size() - 1, new Part.Text(previous + text));
        } else {
            parts.add(new Part.Text(text));
        }
    }

    private void addReasoning(String text) {
        if (!parts.isEmpty() && parts.getLast() instanceof Part.Reasoning(String previous)) {
            parts.set(parts.size() - 1, new Part.Reasoning(previous + text));
        } else {
            parts.add(new Part.Reasoning(text));
        }
    }

    /** Returns all parts of a complete response. */
    synchronized List<Part> all() {
        return List.copyOf(parts);
    }

    /**
     * Returns only the text of a truncated response. The tool calls and the provider state in such a response can be
     * incomplete, so they cannot be used.
     */
    synchronized List<Part> textOnly() {
        return parts.stream().filter(Part.Text.class::isInstance).toList();
    }
}
