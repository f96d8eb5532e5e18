package dev.openllm.server.chat.history;

import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.server.dialect.HistoryRules.IdRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Ensures that the results of tool calls directly follow the message that contains the calls. A call without a result
 * receives an error result, which states that there is no result. Duplicate results and results without a call are
 * removed. Call IDs are made unique and valid for the provider.
 */
final class ToolPairs {

    private static final Part NO_RESULT = new Part.Text("(no result: cancelled)");

    private final IdRule ids;
    private final UnaryOperator<String> names;
    private final Set<String> usedIds = new HashSet<>();

    private ToolPairs(IdRule ids, UnaryOperator<String> names) {
        this.ids = ids;
        this.names = names;
    }

    /** A tool call, together with its result if the conversation contains one. */
    private static final class Pair {
        private final Part.ToolCall call;
        private Optional<Part.ToolResult> result = Optional.empty();

        Pair(Part.ToolCall call) {
            this.call = call;
        }
    }

    static List<Message> pair(List<Message> conversation, IdRule ids, UnaryOperator<String> names) {
        List<Message> steps = joinSteps(conversation);
        return new ToolPairs(ids, names).build(steps, findResults(steps));
    }

    /**
     * Merges messages that belong to the same response. Some histories contain the text of a response and each of its
     * tool calls as separate messages. Text that follows tool calls is not merged with the calls, because the results
     * of the calls are inserted before this text.
     */
    private static List<Message> joinSteps(List<Message> conversation) {
        List<Message> joined = new ArrayList<>();
        for (Message message : conversation) {
            boolean continues = !joined.isEmpty()
                    && joined.getLast().role() == Role.ASSISTANT
                    && message.role() == Role.ASSISTANT
                    && !(hasCalls(joined.getLast()) && hasContent(message));
            joined.add(continues ? Merging.merge(joined.removeLast(), message) : message);
        }
        return joined;
    }

    /**
     * Returns the calls of each message, in order, together with their results. Calls that duplicate another call in
     * the same message are omitted.
     */
    private static List<List<Pair>> findResults(List<Message> steps) {
        List<List<Pair>> pairsByStep = new ArrayList<>();
        Map<String, List<Pair>> pendingById = new HashMap<>();
        for (Message message : steps) {
            List<Pair> stepPairs = new ArrayList<>();
            Map<String, List<Pair>> byId = new HashMap<>();
            for (Part part : message.parts()) {
                switch (part) {
                    case Part.ToolCall call
                    when stepPairs.stream().noneMatch(pair -> pair.call.equals(call)) -> {
                        Pair pair = new Pair(call);
                        stepPairs.add(pair);
                        byId.computeIfAbsent(call.id(), id -> new ArrayList<>()).add(pair);
                    }
                    case Part.ToolResult result ->
                        pendingById.getOrDefault(result.callId(), List.of()).stream()
                                .filter(pair -> pair.result.isEmpty())
                                .findFirst()
                                .ifPresent(pair -> pair.result = Optional.of(result));
                    default -> {}
                }
            }
            pendingById.putAll(byId); // In later messages, a reused ID refers to the newer call.
            pairsByStep.add(stepPairs);
        }
        return pairsByStep;
    }

    private List<Message> build(List<Message> steps, List<List<Pair>> pairs) {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Message message = steps.get(i);
            List<Part> parts = new ArrayList<>();
            List<Part> results = new ArrayList<>();
            Iterator<Pair> calls = pairs.get(i).iterator();
            Set<Part.ToolCall> seenCalls = new HashSet<>();
            for (Part part : message.parts()) {
                switch (part) {
                    case Part.ToolCall call
                    when seenCalls.add(call) -> {
                        String id = uniqueId(call.id());
                        parts.add(new Part.ToolCall(id, names.apply(call.name()), call.arguments()));
                        results.add(result(id, calls.next().result));
                    }
                    case Part.ToolCall repeated -> {}
                    case Part.ToolResult moved -> {}
                    default -> parts.add(part);
                }
            }
            addUnlessEmpty(messages, message.role(), parts);
            addUnlessEmpty(messages, Role.USER, results);
        }
        return messages;
    }

    private static Part result(String id, Optional<Part.ToolResult> found) {
        return found.map(result -> new Part.ToolResult(id, result.content(), result.isError()))
                .orElseGet(() -> new Part.ToolResult(id, List.of(NO_RESULT), true));
    }

    private String uniqueId(String id) {
        if (ids.accepts(id) && usedIds.add(id)) {
            return id;
        }
        int repetition = 0;
        String hash = ShortHash.of(id, ids.exactLength());
        while (!usedIds.add(hash)) {
            repetition++;
            hash = ShortHash.of(id + "#" + repetition, ids.exactLength());
        }
        return hash;
    }

    private static void addUnlessEmpty(List<Message> messages, Role role, List<Part> parts) {
        if (!parts.isEmpty()) {
            messages.add(new Message(role, parts));
        }
    }

    private static boolean hasCalls(Message message) {
        return message.parts().stream().anyMatch(Part.ToolCall.class::isInstance);
    }

    private static boolean hasContent(Message message) {
        return message.parts().stream().anyMatch(part -> part instanceof Part.Text || part instanceof Part.Image);
    }
}
