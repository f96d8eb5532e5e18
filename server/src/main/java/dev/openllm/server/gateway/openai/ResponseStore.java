package dev.openllm.server.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The recent responses of this process, which are stored only in memory. Clients refer to the responses and their items
 * with {@code previous_response_id}, {@code item_reference}, and {@code GET /v1/responses/{id}}. The number and the
 * total size of the responses are limited. If a limit is exceeded, the least recently used response is removed first.
 * Each consumer can access only its own responses. Thread-safe.
 */
final class ResponseStore {

    private static final int MAX_CHARACTERS = 32 * 1024 * 1024;
    private static final int MAX_RESPONSES = 1000;
    /**
     * The approximate number of characters that a value requires in addition to its text, such as quotation marks and a
     * comma. This number is also used as the approximate length of a numeric value.
     */
    private static final int VALUE_OVERHEAD = 4;

    /**
     * A response, together with the conversation that led to it.
     *
     * @param input the items of the conversation before the response
     * @param characters the approximate length of the JSON, in characters
     */
    record Stored(ObjectNode response, List<JsonNode> input, int characters) {

        Stored(ObjectNode response, List<JsonNode> input) {
            this(
                    response,
                    input,
                    size(response) + input.stream().mapToInt(Stored::size).sum());
        }

        /**
         * Estimates the length of the JSON without generating it, because a conversation can contain megabytes of data,
         * and each request contains the entire conversation.
         */
        private static int size(JsonNode node) {
            if (node.isContainerNode()) {
                int names = 0;
                for (Iterator<String> name = node.fieldNames(); name.hasNext(); ) {
                    names += name.next().length() + VALUE_OVERHEAD;
                }
                int values = node.valueStream().mapToInt(Stored::size).sum();
                return names + values + VALUE_OVERHEAD;
            }
            return VALUE_OVERHEAD + (node.isTextual() ? node.textValue().length() : 0);
        }
    }

    /** An item of a conversation. @param references the number of stored responses whose conversation contains the item */
    private record CountedItem(JsonNode item, int references) {}

    private record Key(String consumer, String id) {}

    private final int maxCharacters;
    private final Map<Key, Stored> responses = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<Key, CountedItem> items = new HashMap<>();
    private int characters;

    ResponseStore() {
        this(MAX_CHARACTERS);
    }

    ResponseStore(int maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    synchronized void store(String consumer, ObjectNode response, List<JsonNode> input) {
        Stored stored = new Stored(response, List.copyOf(input));
        if (stored.characters() > maxCharacters) {
            return;
        }
        characters += stored.characters();
        responses.put(new Key(consumer, response.path("id").asText()), stored);
        index(consumer, stored);
        Iterator<Map.Entry<Key, Stored>> oldest = responses.entrySet().iterator();
        while (characters > maxCharacters || responses.size() > MAX_RESPONSES) {
            Map.Entry<Key, Stored> entry = oldest.next();
            oldest.remove();
            unindex(entry.getKey().consumer(), entry.getValue());
        }
    }

    synchronized Optional<Stored> find(String consumer, String id) {
        return Optional.ofNullable(responses.get(new Key(consumer, id)));
    }

    /** Returns the item with the specified ID from a stored conversation. */
    synchronized Optional<JsonNode> item(String consumer, String id) {
        return Optional.ofNullable(items.get(new Key(consumer, id))).map(CountedItem::item);
    }

    /** Deletes a response. @return whether the response existed */
    synchronized boolean delete(String consumer, String id) {
        Stored stored = responses.remove(new Key(consumer, id));
        if (stored != null) {
            unindex(consumer, stored);
        }
        return stored != null;
    }

    private static Stream<JsonNode> itemsOf(Stored stored) {
        return Stream.concat(
                        stored.input().stream(),
                        stored.response().path("output").valueStream())
                .filter(item -> item.path("id").isTextual());
    }

    private void index(String consumer, Stored stored) {
        itemsOf(stored)
                .forEach(item -> items.merge(
                        new Key(consumer, item.path("id").textValue()),
                        new CountedItem(item, 1),
                        (existing, added) -> new CountedItem(added.item(), existing.references() + 1)));
    }

    /**
     * Removes the items of a response, except for items that also belong to another stored response of the same
     * conversation.
     */
    private void unindex(String consumer, Stored stored) {
        characters -= stored.characters();
        itemsOf(stored)
                .forEach(item -> items.computeIfPresent(
                        new Key(consumer, item.path("id").textValue()),
                        (key, held) ->
                                held.references() == 1 ? null : new CountedItem(held.item(), held.references() - 1)));
    }
}
