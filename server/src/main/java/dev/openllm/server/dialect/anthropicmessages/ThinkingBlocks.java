package dev.openllm.server.dialect.anthropicmessages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks of type {@code thinking} and {@code redacted_thinking}: the provider state of this dialect, kept and sent
 * back as they came. Source: https://platform.claude.com/docs/en/build-with-claude/extended-thinking
 */
final class ThinkingBlocks {

    private ThinkingBlocks() {}

    static boolean isOne(JsonNode data) {
        return data.path("type").asText().equals("thinking") && data.hasNonNull("signature")
                || data.path("type").asText().equals("redacted_thinking");
    }

    static List<JsonNode> in(List<Part> parts) {
        return parts.stream()
                .filter(part -> part instanceof Part.ProviderState state && isOne(state.data()))
                .map(part -> ((Part.ProviderState) part).data())
                .toList();
    }

    /**
     * The parts with the thinking in front, where it must be when there are tool calls. Thinking between other
     * parts stays there as long as the message begins with some: the order is part of what was signed.
     */
    static List<Part> inFront(List<Part> parts) {
        boolean begins =
                !parts.isEmpty() && parts.getFirst() instanceof Part.ProviderState state && isOne(state.data());
        if (begins) {
            return parts;
        }
        List<Part> ordered = new ArrayList<>(
                parts.stream().filter(Part.ProviderState.class::isInstance).toList());
        parts.stream().filter(part -> !(part instanceof Part.ProviderState)).forEach(ordered::add);
        return ordered;
    }
}
