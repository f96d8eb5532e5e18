package dev.openllm.server.chat.history;

import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.dialect.HistoryRules;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes from each message the parts that must not be sent to the requested model: the state of another provider or
 * model, reasoning that the dialect does not accept, and blank text. Adjacent chunks of streamed text are joined.
 */
record PartFilter(HistoryRules rules, ModelInfo model) {

    List<Message> filter(List<Message> conversation) {
        int loopStart = startOfToolLoop(conversation);
        List<Message> filtered = new ArrayList<>();
        for (int i = 0; i < conversation.size(); i++) {
            Message message = conversation.get(i);
            boolean reasoningWanted =
                    switch (rules.reasoning()) {
                        case NEVER -> false;
                        case IN_TOOL_LOOP -> i > loopStart;
                        case ALWAYS -> true;
                    };
            List<Part> parts = filterParts(message, reasoningWanted);
            if (parts.stream().anyMatch(PartFilter::hasContent)) {
                filtered.add(new Message(message.role(), parts));
            }
        }
        return filtered;
    }

    /**
     * Returns the index of the last message that contains input from the user rather than only from tools, or -1 if
     * there is none.
     */
    private static int startOfToolLoop(List<Message> conversation) {
        for (int i = conversation.size() - 1; i >= 0; i--) {
            Message message = conversation.get(i);
            boolean onlyToolResults = message.parts().stream().anyMatch(Part.ToolResult.class::isInstance)
                    && message.parts().stream().noneMatch(PartFilter::isUserContent);
            if (message.role() == Role.USER && !onlyToolResults) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isUserContent(Part part) {
        return switch (part) {
            case Part.Text(var text) -> !text.isBlank();
            case Part.Image image -> true;
            case Part.File file -> true;
            default -> false;
        };
    }

    private List<Part> filterParts(Message message, boolean reasoningWanted) {
        boolean assistant = message.role() == Role.ASSISTANT;
        List<Part> parts = new ArrayList<>();
        for (Part part : message.parts()) {
            boolean accepted =
                    switch (part) {
                        case Part.Reasoning reasoning -> assistant && reasoningWanted;
                        case Part.ToolCall call -> assistant;
                        case Part.ToolResult result -> message.role() == Role.USER;
                        case Part.ProviderState state ->
                            assistant
                                    && state.provider().equals(model.provider())
                                    && state.model().equals(model.model());
                        case Part.Text text -> true;
                        case Part.CacheBreakpoint marked -> rules.cacheBreakpoints();
                        // No provider accepts an image or file in an assistant message.
                        case Part.Image image -> !assistant;
                        case Part.File file -> !assistant;
                    };
            if (accepted) {
                add(assistant ? asText(part) : part, parts, assistant);
            }
        }
        List<Part> merged = new ArrayList<>();
        parts.stream()
                .filter(part -> !isBlank(part))
                .map(this::withoutBlanks)
                .forEach(part -> add(part, merged, assistant));
        return merged;
    }

    /**
     * Replaces an attachment in a response with placeholder text. Only the provider that generated such an attachment
     * accepts it.
     */
    private static Part asText(Part part) {
        boolean attachment = part instanceof Part.Image || part instanceof Part.File;
        return attachment ? new Part.Text("(An attachment was here.)") : part;
    }

    private static void add(Part part, List<Part> parts, boolean join) {
        Part last = parts.isEmpty() ? null : parts.getLast();
        if (join && part instanceof Part.Text(var more) && last instanceof Part.Text(var text)) {
            parts.set(parts.size() - 1, new Part.Text(text + more));
        } else if (join && part instanceof Part.Reasoning(var more) && last instanceof Part.Reasoning(var text)) {
            parts.set(parts.size() - 1, new Part.Reasoning(text + more));
        } else if (part instanceof Part.CacheBreakpoint && last instanceof Part.ToolResult result) {
            parts.set(
                    parts.size() - 1, withBreakpoint(result, part)); // The breakpoint must move along with the result.
        } else {
            parts.add(part);
        }
    }

    private static Part withBreakpoint(Part.ToolResult result, Part breakpoint) {
        List<Part> content = new ArrayList<>(result.content());
        content.add(breakpoint);
        return new Part.ToolResult(result.callId(), content, result.isError());
    }

    private Part withoutBlanks(Part part) {
        return part instanceof Part.ToolResult(var id, var content, var isError)
                ? new Part.ToolResult(
                        id,
                        content.stream()
                                .filter(inner -> !isBlank(inner))
                                .filter(inner -> rules.cacheBreakpoints() || !(inner instanceof Part.CacheBreakpoint))
                                .toList(),
                        isError)
                : part;
    }

    private static boolean isBlank(Part part) {
        return switch (part) {
            case Part.Text(var text) -> text.isBlank();
            case Part.Reasoning(var text) -> text.isBlank();
            default -> false;
        };
    }

    /**
     * Returns whether a part has content of its own. Reasoning, provider state, and cache breakpoints are meaningless
     * without other content in the message.
     */
    private static boolean hasContent(Part part) {
        return !(part instanceof Part.Reasoning)
                && !(part instanceof Part.ProviderState)
                && !(part instanceof Part.CacheBreakpoint);
    }
}
