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
 * Joins streamed tool calls. OpenAI numbers them, names each once and sends its arguments in fragments; compatible
 * servers omit the index or repeat 0 for all, omit the id, send it late or with every fragment, or send complete calls.
 * A known id belongs to its call; a new id with a used index is a new call; without both, the current call continues.
 */
final class ToolCallDeltas {

    private static final class Call {
        private final OptionalInt index;
        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();
        private final GrowingArguments growing = new GrowingArguments();

        private Call(OptionalInt index) {
            this.index = index;
        }

        private void name(String piece) {
            if (!piece.equals(name)) { // some repeat the entire name with every fragment
                name += piece;
            }
        }

        private void arguments(String fragment) {
            boolean wholeAgain = fragment.startsWith("{") && isWhole();
            if (wholeAgain) { // a placeholder {} before the real ones, or all of them again at the end
                arguments.setLength(0);
                growing.restart();
            }
            arguments.append(fragment);
        }

        private boolean isWhole() {
            return !arguments.isEmpty()
                    && arguments.charAt(arguments.length() - 1) == '}'
                    && ToolArguments.parse(arguments.toString()).isPresent();
        }

        /** Gateways use other ids for the calls of the complete message than for those of its deltas. */
        private boolean isRepeatedBy(Call other) {
            boolean sameId = !id.isEmpty() && id.equals(other.id);
            return sameId
                    || name.equals(other.name)
                            && ToolArguments.parse(arguments.toString())
                                    .equals(ToolArguments.parse(other.arguments.toString()));
        }

        /** Whether an entry without an id, but with this name, can be another fragment of this call. */
        private boolean goesOnUnder(String otherName) {
            return otherName.isEmpty() || name.isEmpty() || otherName.equals(name) && !isWhole();
        }
    }

    private final List<Call> calls = new ArrayList<>();
    private ToolArgumentSink growing = ToolArgumentSink.NONE;

    /** Requests the arguments as they arrive. */
    void argumentsTo(ToolArgumentSink sink) {
        growing = sink;
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** Reads the {@code tool_calls} of a complete message: those that no delta has delivered, in order. */
    void addMissing(List<JsonNode> entries) {
        List<Call> streamed = new ArrayList<>(calls);
        for (JsonNode entry : entries) {
            if (!entry.isObject()) {
                continue; // some fill the list with null
            }
            Call complete = new Call(OptionalInt.empty());
            fill(complete, entry);
            Optional<Call> known = streamed.stream()
                    .filter(call -> call.isRepeatedBy(complete))
                    .findFirst();
            known.ifPresentOrElse(streamed::remove, () -> calls.add(complete));
        }
    }

    /** Reads one entry of the {@code tool_calls} of a delta. */
    void add(JsonNode entry) {
        if (!entry.isObject()) {
            return; // some fill the list with null
        }
        String id = entry.path("id").asText("");
        String name = function(entry).path("name").asText("");
        JsonNode index = entry.path("index");
        Call call = callFor(index.isInt() ? OptionalInt.of(index.asInt()) : OptionalInt.empty(), id, name);
        fill(call, entry);
        call.growing.advance(call.arguments, call.id, call.name, growing);
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

    /** The called function or custom tool, which receives free text instead of arguments. */
    private static JsonNode function(JsonNode entry) {
        return entry.path(entry.has("custom") ? "custom" : "function");
    }

    /** Reads the {@code function_call} of the API before tools: one call, without id or index. */
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
        // A new id with a name starts a call; without a name it is the new id that old vLLM sent with every fragment.
        return candidate
                .filter(call -> id.isEmpty() || call.id.isEmpty() || name.isEmpty())
                .filter(call -> call.goesOnUnder(name))
                .orElseGet(() -> started(index));
    }

    private Call started(OptionalInt index) {
        calls.add(new Call(index));
        return calls.getLast();
    }

    private Optional<Call> latest(Predicate<Call> is) {
        return calls.reversed().stream().filter(is).findFirst();
    }

    /** The calls as events, each with an id of its own. */
    List<ChatEvent> events() {
        Set<String> taken = new HashSet<>();
        return calls.stream()
                .map(call -> ToolArguments.event(
                        call.id.isEmpty() || !taken.add(call.id) ? ToolArguments.newCallId() : call.id,
                        call.name,
                        call.arguments.toString()))
                .toList();
    }
}
