package dev.openllm.server.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The IDs of recent tool calls. They are needed for clients that send calls back without IDs, because some providers
 * use the ID to recognize their own reasoning. The number of stored IDs is limited, and the IDs of each consumer are
 * separate. Thread-safe.
 */
public final class RecentCalls {

    private static final int MAX_CALLS = 4096;

    /**
     * The properties that identify a call.
     *
     * @param index the zero-based index of the call among all calls in the conversation
     * @param arguments the hash code of the arguments, which is stored instead of the arguments because they can be
     *     long; if two calls have the same hash code, a wrong ID causes no more problems than a missing ID
     */
    private record Key(String consumer, int index, String name, int arguments) {}

    private final Map<Key, String> ids = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, String> eldest) {
            return size() > MAX_CALLS;
        }
    };

    synchronized Optional<String> findId(String consumer, int index, String name, ObjectNode arguments) {
        return Optional.ofNullable(ids.get(new Key(consumer, index, name, arguments.hashCode())));
    }

    /**
     * Stores the ID of a call.
     *
     * @param index the zero-based index of the call among all calls in the conversation, including those in this
     *     response
     */
    public synchronized void remember(String consumer, int index, String name, ObjectNode arguments, String id) {
        ids.put(new Key(consumer, index, name, arguments.hashCode()), id);
    }
}
