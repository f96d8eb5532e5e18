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
 * The tool calls of one conversation and their results, in an API whose clients may omit the ids: a result then belongs
 * to the first call of its name without one. Used by one thread, in the order of the conversation.
 */
public final class CallPairs {

    /** A call without a result. @param own whether its id is not the client's */
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

    /** @param id the client's; empty if it sent none */
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

    /** The id of the call that a result belongs to. @param id the client's; empty if it sent none */
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

    /** The number of calls. */
    public int count() {
        return calls;
    }
}
