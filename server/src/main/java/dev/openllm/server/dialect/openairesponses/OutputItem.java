package dev.openllm.server.dialect.openairesponses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.openllm.server.dialect.GrowingArguments;
import java.util.HashSet;
import java.util.Set;

/** An item of a streamed response, assembled from the events that refer to the item. */
final class OutputItem {

    final int position;
    final StringBuilder arguments = new StringBuilder();
    final GrowingArguments growingArguments = new GrowingArguments();
    /** The item as described by its first event. */
    JsonNode addedItem = MissingNode.getInstance();
    /** The item as described by its last event; missing until that event is received. */
    JsonNode doneItem = MissingNode.getInstance();

    int textLength;
    String reasoningKind = "";
    boolean hasOutput;
    private final Set<String> ids = new HashSet<>();
    private final Set<Integer> seenParts = new HashSet<>();

    /** Creates an item. @param position the position among all items, in the order of their first events */
    OutputItem(int position) {
        this.position = position;
    }

    boolean isDone() {
        return !doneItem.isMissingNode();
    }

    /** Records that text of a content part has been received. @return whether this is the first text of that part */
    boolean markSeen(JsonNode contentIndex) {
        return seenParts.add(contentIndex.asInt(0));
    }

    /**
     * Returns whether an item description can refer to this item. Only the type is compared, because IDs can change
     * with every event.
     */
    boolean mayMatch(JsonNode other) {
        JsonNode item = isDone() ? doneItem : addedItem;
        return item.isMissingNode()
                || other.path("type").asText().equals(item.path("type").asText());
    }

    /** Records an ID that an event uses to refer to the item. */
    void addId(String id) {
        ids.add(id);
    }

    /** Returns whether an event has used the ID to refer to the item. */
    boolean hasKnownId(String id) {
        return !id.isEmpty() && ids.contains(id);
    }

    boolean hasId(JsonNode id) {
        return id.isTextual() && (id.equals(addedItem.path("id")) || id.equals(doneItem.path("id")));
    }
}
