package dev.openllm.server.dialect.openaichat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.server.dialect.GrowingArguments;
import dev.openllm.server.dialect.ToolArgumentSink;
import dev.openllm.server.dialect.ToolArguments;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Assembles streamed tool calls from their fragments. OpenAI assigns an index to each call, sends the tool name once,
 * and sends the arguments in fragments. Some compatible providers omit the index or send 0 for all calls; some omit the
 * ID, send it late, or repeat it with every fragment; and some send complete calls. A fragment with a known ID belongs
 * to the call with that ID. A fragment with a new ID and a tool name starts a new call, even if its index is already in
 * use. A fragment with neither an ID nor an index continues the current call.
 */
final class ToolCallDeltas {

    private static final class Call {
        private final OptionalInt index;
        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();
        private final GrowingArguments growingArguments = new GrowingArguments();

        private Call(OptionalInt index) {
            this.index = index;
        }

        private void name(String fragment) {
            if (!fragment.equals(name)) { // some servers repeat the entire name with every fragment
                name += fragment;
            }
        }

        private void arguments(String fragment) {
            boolean isReplacement = fragment.startsWith("{") && isComplete();
            if (isReplacement) { // {} was a placeholder, or all arguments are repeated at the end
                arguments.setLength(0);
                growingArguments.restart();
            }
            arguments.append(fragment);
        }

        private boolean isComplete() {
            return !arguments.isEmpty()
                    && arguments.charAt(arguments.length() - 1) == '}'
                    && ToolArguments.parse(arguments.toString()).isPresent();
        }

        /**
         * Returns whether a call in the complete message repeats this call. The IDs of the two calls can differ,
         * because gateways use new IDs in the complete message.
         */
        private boolean isRepeatedBy(Call other) {
            boolean sameId = !id.isEmpty() && id.equals(other.id);
            return sameId
                    || name.equals(other.name)
                            && ToolArguments.parse(arguments.toString())
                                    .equals(ToolArguments.parse(other.arguments.toString()));
        }

        /** Returns whether an entry with the given name but without an ID can be another fragment of this call. */
        private boolean continuesAs(String otherName) {
            return otherName.isEmpty() || name.isEmpty() || otherName.equals(name) && !isComplete();
        }
    }

    private final List<Call> calls = new ArrayList<>();
    private ToolArgumentSink argumentSink = ToolArgumentSink.NONE;

    /** Sets the receiver to which arguments are passed as they arrive. */
    void streamArgumentsTo(ToolArgumentSink sink) {
        argumentSink = sink;
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /**
     * Reads the {@code tool_calls} in a complete message and adds the calls that were not received in deltas. Their
     * order is preserved.
     */
    void addMissing(List<JsonNode> entries) {
        List<Call> streamed = new ArrayList<>(calls);
        for (JsonNode entry : entries) {
            if (!entry.isObject()) {
                continue; // some servers fill the list with null
            }
            Call complete = new Call(OptionalInt.empty());
            fill(complete, entry);
            Optional<Call> known = streamed.stream()
                    .filter(call -> call.isRepeatedBy(complete))
                    .findFirst();
            known.ifPresentOrElse(streamed::remove, () -> calls.add(complete));
        }
    }

    /** Reads an entry of {@code tool_calls} in a delta. */
    void add(JsonNode entry) {
        if (!entry.isObject()) {
            return; // some servers fill the list with null
        }
        String id = entry.path("id").asText("");
        String name = function(entry).path("name").asText("");
        JsonNode index = entry.path("index");
        Call call = callFor(index.isInt() ? OptionalInt.of(index.asInt()) : OptionalInt.empty(), id, name);
        fill(call, entry);
        call.growingArguments.advance(call.arguments, call.id, call.name, argumentSink);
    }

    private static void fill(Call call, JsonNode entry) {
        JsonNode function = function(entry);
        if (call.id.isEmpty()) {
            call.id = entry.path("id").asText("");
        }
        call.name(function.path("name").asText(""));
        JsonNode arguments = function.path(function.has("input") ? "input" : "arguments");
        if (arguments.isTextual()) {
            call.arguments(arguments.asText());
        } else if (arguments.isObject()) {
            call.arguments(arguments.toString());
        }
    }

    /** Returns the called function or custom tool. Custom tools receive free text instead of arguments. */
    private static JsonNode function(JsonNode entry) {
        return entry.path(entry.has("custom") ? "custom" : "function");
    }

    /**
     * Reads {@code function_call}, the predecessor of {@code tool_calls} in the API, which contains a single call
     * without an ID or an index.
     */
    void addLegacy(JsonNode functionCall) {
        add(Wire.JSON.createObjectNode().set("function", functionCall));
    }

    private Call callFor(OptionalInt index, String id, String name) {
        Optional<Call> known = id.isEmpty() ? Optional.empty() : latest(call -> call.id.equals(id));
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Call> candidate = index.isPresent()
                ? latest(call -> call.index.equals(index))
                : calls.isEmpty() ? Optional.empty() : Optional.of(calls.getLast());
        // An entry with a new ID and a name starts a call. A new ID without a name is one of the IDs that old vLLM
        // versions create for every fragment.
        return candidate
                .filter(call -> id.isEmpty() || call.id.isEmpty() || name.isEmpty())
                .filter(call -> call.continuesAs(name))
                .orElseGet(() -> startCall(index));
    }

    private Call startCall(OptionalInt index) {
        calls.add(new Call(index));
        return calls.getLast();
    }

    private Optional<Call> latest(Predicate<Call> condition) {
        return calls.reversed().stream().filter(condition).findFirst();
    }

    /** Returns the calls as events, each with a unique ID. */
    List<ChatEvent> events() {
        Set<String> usedIds = new HashSet<>();
        return calls.stream()
                .map(call -> ToolArguments.event(
                        call.id.isEmpty() || !usedIds.add(call.id) ? ToolArguments.newCallId() : call.id,
                        call.name,
                        call.arguments.toString()))
                .toList();
    }
}
