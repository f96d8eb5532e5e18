package dev.openllm.server.dialect.openairesponses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.openllm.server.dialect.GrowingArguments;
import java.util.HashSet;
import java.util.Set;

/** One item of an output that is being received. */
final class OutputItem {

    final int position;
    final StringBuilder arguments = new StringBuilder();
    final GrowingArguments growingArguments = new GrowingArguments();
    /** The item as its first event contained it. */
    JsonNode begun = MissingNode.getInstance();
    /** The item as its last event contained it; missing until then. */
    JsonNode whole = MissingNode.getInstance();

    int textLength;
    String reasoningKind = "";
    boolean spoken;
    private final Set<String> ids = new HashSet<>();
    private final Set<Integer> partsHeard = new HashSet<>();

    /** @param position among all items, in the order of their first events */
    OutputItem(int position) {
        this.position = position;
    }

    boolean isDone() {
        return !whole.isMissingNode();
    }

    /** Remembers that text of a part arrived. @return whether it is the first */
    boolean hears(JsonNode contentIndex) {
        return partsHeard.add(contentIndex.asInt(0));
    }

    /** Whether another description, by its id or its type, can be this item. Ids may change with every event. */
    boolean canBe(JsonNode other) {
        JsonNode known = isDone() ? whole : begun;
        return known.isMissingNode()
                || other.path("type").asText().equals(known.path("type").asText());
    }

    /** Remembers that an event names the item by an id. */
    void named(String id) {
        ids.add(id);
    }

    /** Whether an event named the item by this id. */
    boolean isNamed(String id) {
        return !id.isEmpty() && ids.contains(id);
    }

    boolean hasId(JsonNode id) {
        return id.isTextual() && (id.equals(begun.path("id")) || id.equals(whole.path("id")));
    }
}
