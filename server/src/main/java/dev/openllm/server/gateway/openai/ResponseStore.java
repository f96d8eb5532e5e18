package dev.openllm.server.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The recent responses of this process, in memory only: what {@code previous_response_id}, {@code item_reference} and {@code
 * GET /v1/responses/{id}} refer to. Bounded; the least recently used response goes first. What one consumer
 * stored does not exist for another. Safe for use by many threads.
 */
final class ResponseStore {

    private static final int MOST_CHARS = 32 * 1024 * 1024;
    private static final int MOST_RESPONSES = 1000;

    /**
     * A response with the conversation that it ends.
     *
     * @param input the items of the conversation before the response
     * @param chars the length of all of it as JSON
     */
    record Stored(ObjectNode response, List<JsonNode> input, int chars) {

        Stored(ObjectNode response, List<JsonNode> input) {
            this(
                    response,
                    input,
                    response.toString().length()
                            + input.stream()
                                    .mapToInt(item -> item.toString().length())
                                    .sum());
        }
    }

    private record Key(String consumer, String id) {}

    private final int mostChars;
    private final Map<Key, Stored> responses = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<Key, JsonNode> items = new HashMap<>();
    private int chars;

    ResponseStore() {
        this(MOST_CHARS);
    }

    ResponseStore(int mostChars) {
        this.mostChars = mostChars;
    }

    synchronized void store(String consumer, ObjectNode response, List<JsonNode> input) {
        Stored stored = new Stored(response, List.copyOf(input));
        if (stored.chars() > mostChars) {
            return;
        }
        chars += stored.chars();
        responses.put(new Key(consumer, response.path("id").asText()), stored);
        index(consumer, stored);
        Iterator<Map.Entry<Key, Stored>> oldest = responses.entrySet().iterator();
        while (chars > mostChars || responses.size() > MOST_RESPONSES) {
            Map.Entry<Key, Stored> entry = oldest.next();
            oldest.remove();
            forget(entry.getKey().consumer(), entry.getValue());
        }
    }

    synchronized Optional<Stored> find(String consumer, String id) {
        return Optional.ofNullable(responses.get(new Key(consumer, id)));
    }

    /** An item of a stored conversation, by its id. */
    synchronized Optional<JsonNode> item(String consumer, String id) {
        return Optional.ofNullable(items.get(new Key(consumer, id)));
    }

    /** @return whether there was such a response */
    synchronized boolean delete(String consumer, String id) {
        Stored stored = responses.remove(new Key(consumer, id));
        if (stored != null) {
            forget(consumer, stored);
        }
        return stored != null;
    }

    private void index(String consumer, Stored stored) {
        stored.input().forEach(item -> put(consumer, item));
        stored.response().path("output").forEach(item -> put(consumer, item));
    }

    private void put(String consumer, JsonNode item) {
        if (item.path("id").isTextual()) {
            items.put(new Key(consumer, item.path("id").textValue()), item);
        }
    }

    /** Items that a later response of the same conversation holds, too, stay. */
    private void forget(String consumer, Stored stored) {
        chars -= stored.chars();
        stored.input().forEach(item -> remove(consumer, item));
        stored.response().path("output").forEach(item -> remove(consumer, item));
        responses.forEach((key, other) -> {
            if (key.consumer().equals(consumer)) {
                index(consumer, other);
            }
        });
    }

    private void remove(String consumer, JsonNode item) {
        items.remove(new Key(consumer, item.path("id").asText()));
    }
}
