package dev.openllm.server.dialect.anthropicmessages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Part;
import dev.openllm.server.dialect.Quirks;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks of type {@code thinking} and {@code redacted_thinking}. These blocks are the provider state of this dialect
 * and are stored and sent back as received. Source:
 * https://platform.claude.com/docs/en/build-with-claude/extended-thinking
 *
 * @param unsigned whether unsigned reasoning is sent back; see {@link AnthropicQuirk#UNSIGNED_THINKING}
 */
record ThinkingBlocks(boolean unsigned) {

    static ThinkingBlocks of(Quirks quirks) {
        return new ThinkingBlocks(quirks.has(AnthropicQuirk.UNSIGNED_THINKING));
    }

    /** Returns whether a part is a reasoning block that must be sent back. */
    boolean isThinkingBlock(Part part) {
        if (!(part instanceof Part.ProviderState state)) {
            return false;
        }
        JsonNode data = state.data();
        return data.path("type").asText().equals("thinking") && (unsigned || data.hasNonNull("signature"))
                || data.path("type").asText().equals("redacted_thinking");
    }

    boolean areIn(List<Part> parts) {
        return parts.stream().anyMatch(part -> isThinkingBlock(part) || isUnsignedReasoning(part));
    }

    /**
     * Returns the parts with all reasoning blocks at the front, as required for messages with tool calls. If the
     * message already begins with a reasoning block, the order is unchanged, because the signatures depend on the
     * order. Reasoning text that the caller sent back is converted to a block only if the message does not contain any
     * reasoning blocks.
     */
    List<Part> moveToFront(List<Part> parts) {
        boolean hasBlocks = parts.stream().anyMatch(this::isThinkingBlock);
        List<Part> filtered = new ArrayList<>();
        for (Part part : parts) {
            if (isThinkingBlock(part)) {
                filtered.add(part);
            } else if (!hasBlocks && isUnsignedReasoning(part)) {
                filtered.add(asBlock((Part.Reasoning) part));
            } else if (!(part instanceof Part.ProviderState) && !(part instanceof Part.Reasoning)) {
                filtered.add(part);
            }
        }
        boolean isOrdered = !filtered.isEmpty() && isThinkingBlock(filtered.getFirst());
        if (isOrdered) {
            return filtered;
        }
        List<Part> ordered =
                new ArrayList<>(filtered.stream().filter(this::isThinkingBlock).toList());
        filtered.stream().filter(part -> !isThinkingBlock(part)).forEach(ordered::add);
        return ordered;
    }

    private boolean isUnsignedReasoning(Part part) {
        return unsigned && part instanceof Part.Reasoning;
    }

    private static Part asBlock(Part.Reasoning reasoning) {
        ObjectNode block = Wire.JSON.createObjectNode().put("type", "thinking").put("thinking", reasoning.text());
        return new Part.ProviderState("", "", block.put("signature", ""));
    }
}
