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
 * The recent responses of this process, in memory only: the targets of {@code previous_response_id}, {@code
 * item_reference} and {@code GET /v1/responses/{id}}. Bounded; the least recently used response is dropped first. Each
 * consumer has its own. Safe for use by many threads.
 */
final class ResponseStore {

    private static final int MOST_CHARS = 32 * 1024 * 1024;
    private static final int MOST_RESPONSES = 1000;
    /** Quotation marks, a comma, a number. */
    private static final int PER_VALUE = 4;

    /**
     * A response with the conversation that it ends.
     *
     * @param input the items of the conversation before the response
     * @param chars the approximate length of its JSON
     */
    record Stored(ObjectNode response, List<JsonNode> input, int chars) {

        Stored(ObjectNode response, List<JsonNode> input) {
            this(
                    response,
                    input,
                    size(response) + input.stream().mapToInt(Stored::size).sum());
        }

        /** Estimated without writing it: a conversation may have megabytes, and each request contains all of it. */
        private static int size(JsonNode node) {
            if (node.isContainerNode()) {
                int names = 0;
                for (Iterator<String> name = node.fieldNames(); name.hasNext(); ) {
                    names += name.next().length() + PER_VALUE;
                }
                int values = node.valueStream().mapToInt(Stored::size).sum();
                return names + values + PER_VALUE;
            }
            return PER_VALUE + (node.isTextual() ? node.textValue().length() : 0);
        }
    }

    /** An item with the number of stored responses whose conversation contains it. */
    private record Held(JsonNode item, int holders) {}

    private record Key(String consumer, String id) {}

    private final int mostChars;
    private final Map<Key, Stored> responses = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<Key, Held> items = new HashMap<>();
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
        return Optional.ofNullable(items.get(new Key(consumer, id))).map(Held::item);
    }

    /** @return whether there was such a response */
    synchronized boolean delete(String consumer, String id) {
        Stored stored = responses.remove(new Key(consumer, id));
        if (stored != null) {
            forget(consumer, stored);
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
                        new Held(item, 1),
                        (before, added) -> new Held(added.item(), before.holders() + 1)));
    }

    /** Items of a later response of the same conversation stay. */
    private void forget(String consumer, Stored stored) {
        chars -= stored.chars();
        itemsOf(stored)
                .forEach(item -> items.computeIfPresent(
                        new Key(consumer, item.path("id").textValue()),
                        (key, held) -> held.holders() == 1 ? null : new Held(held.item(), held.holders() - 1)));
    }
}
