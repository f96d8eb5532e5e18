package dev.openllm.server.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Matches the tool calls of a conversation to their results, for APIs whose clients can omit call IDs. A result that
 * has no matching ID belongs to the first call with the same name that has no result yet. Not thread-safe; calls and
 * results must be added in the order in which they occur in the conversation.
 */
public final class CallPairs {

    /**
     * A call that has no result yet.
     *
     * @param own whether the gateway assigned the ID because the client did not send one
     */
    private record Open(String id, String name, boolean own) {}

    private final RecentCalls recent;
    private final String consumer;
    private final Set<String> ids = new HashSet<>();
    private final List<Open> open = new ArrayList<>();
    private int calls;

    public CallPairs(RecentCalls recent, String consumer) {
        this.recent = recent;
        this.consumer = consumer;
    }

    /** Adds a call. @param id the call ID that the client sent; empty if the client did not send one */
    public Part.ToolCall call(String id, String name, ObjectNode arguments) {
        int index = calls++;
        String used = id.isEmpty()
                ? recent.id(consumer, index, name, arguments)
                        .filter(known -> !ids.contains(known))
                        .orElse("gateway_call_" + index)
                : id;
        ids.add(used);
        open.add(new Open(used, name, id.isEmpty()));
        return new Part.ToolCall(used, name, arguments);
    }

    /**
     * Returns the ID of the call to which a result belongs.
     *
     * @param id the call ID that the client sent with the result; empty if the client did not send one
     */
    public String idOfResult(String id, String name) {
        return take(call -> call.id().equals(id))
                .or(() ->
                        take(call -> (call.own() || id.isEmpty()) && call.name().equals(name)))
                .or(() -> take(call -> (call.own() || id.isEmpty()) && name.isEmpty()))
                .orElse(id.isEmpty() ? "call_of_" + name : id);
    }

    private Optional<String> take(Predicate<Open> wanted) {
        Optional<Open> found = open.stream().filter(wanted).findFirst();
        found.ifPresent(open::remove);
        return found.map(Open::id);
    }

    /** Returns the number of calls in the conversation. */
    public int count() {
        return calls;
    }
}
