package dev.openllm.server.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ids of recent tool calls, for clients that send calls back without them: a provider may recognize its own
 * reasoning by the id. Bounded, and separate for each consumer. Safe for use by many threads.
 */
public final class RecentCalls {

    private static final int MOST = 4096;

    /**
     * Identifies a call.
     *
     * @param index the number of calls before it in the conversation
     * @param arguments their hash: they may be long, and a wrong id does no more harm than none
     */
    private record Key(String consumer, int index, String name, int arguments) {}

    private final Map<Key, String> ids = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, String> eldest) {
            return size() > MOST;
        }
    };

    synchronized Optional<String> id(String consumer, int index, String name, ObjectNode arguments) {
        return Optional.ofNullable(ids.get(new Key(consumer, index, name, arguments.hashCode())));
    }

    /** @param index the number of calls before it in the conversation, this response included */
    public synchronized void remember(String consumer, int index, String name, ObjectNode arguments, String id) {
        ids.put(new Key(consumer, index, name, arguments.hashCode()), id);
    }
}
