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
     * @param assigned whether the gateway assigned the ID because the client did not send one
     */
    private record Open(String id, String name, boolean assigned) {}

    private final RecentCalls recent;
    private final String consumer;
    private final Set<String> ids = new HashSet<>();
    private final List<Open> openCalls = new ArrayList<>();
    private int callCount;

    public CallPairs(RecentCalls recent, String consumer) {
        this.recent = recent;
        this.consumer = consumer;
    }

    /** Adds a call. @param id the call ID that the client sent; empty if the client did not send one */
    public Part.ToolCall call(String id, String name, ObjectNode arguments) {
        int index = callCount++;
        String callId = id.isEmpty()
                ? recent.findId(consumer, index, name, arguments)
                        .filter(recentId -> !ids.contains(recentId))
                        .orElse("gateway_call_" + index)
                : id;
        ids.add(callId);
        openCalls.add(new Open(callId, name, id.isEmpty()));
        return new Part.ToolCall(callId, name, arguments);
    }

    /**
     * Returns the ID of the call to which a result belongs.
     *
     * @param id the call ID that the client sent with the result; empty if the client did not send one
     */
    public String idOfResult(String id, String name) {
        return removeFirst(call -> call.id().equals(id))
                .or(() -> removeFirst(
                        call -> (call.assigned() || id.isEmpty()) && call.name().equals(name)))
                .or(() -> removeFirst(call -> (call.assigned() || id.isEmpty()) && name.isEmpty()))
                .orElse(id.isEmpty() ? "call_of_" + name : id);
    }

    private Optional<String> removeFirst(Predicate<Open> predicate) {
        Optional<Open> found = openCalls.stream().filter(predicate).findFirst();
        found.ifPresent(openCalls::remove);
        return found.map(Open::id);
    }

    /** Returns the number of calls in the conversation. */
    public int count() {
        return callCount;
    }
}
