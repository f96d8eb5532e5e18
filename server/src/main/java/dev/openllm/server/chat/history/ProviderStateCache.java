package dev.openllm.server.chat.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Caches the provider state of recent responses that contain tool calls. If a consumer omits this state from a later
 * request in the conversation, the state is restored, because several providers reject tool results without it. The
 * size of the cache is limited; the least recently used entries are removed first. Instances are thread-safe.
 */
public final class ProviderStateCache {

    private static final int MAX_CHARS = 16 * 1024 * 1024;

    /**
     * The key of a cache entry, which identifies a tool call in a conversation.
     *
     * @param before the digest of the conversation before the call, which is part of the cache key because some
     *     providers use the same call IDs in every conversation
     */
    private record Key(
            String provider, String model, String before, String callId, String tool, ObjectNode arguments) {}

    /** The provider states of one response, which can be looked up by any tool call in the response. */
    private record Answer(Set<Key> keys, List<Part> states, int chars) {}

    private final int maxChars;
    private final Map<Key, Answer> entries = new LinkedHashMap<>(64, 0.75f, true);
    private int chars;

    /** Creates a cache that can store up to 16,777,216 characters of provider state. */
    public ProviderStateCache() {
        this(MAX_CHARS);
    }

    ProviderStateCache(int maxChars) {
        this.maxChars = maxChars;
    }

    /**
     * Stores the provider states from the events of a response that called tools.
     *
     * @param conversation the conversation as sent by the caller
     */
    public void store(String provider, String model, List<Message> conversation, List<ChatEvent> events) {
        boolean hasState = events.stream().anyMatch(ChatEvent.ProviderState.class::isInstance);
        if (hasState && events.stream().anyMatch(ChatEvent.ToolCall.class::isInstance)) {
            store(provider, model, ConversationDigest.beforeResponse(conversation), events);
        }
    }

    private synchronized void store(String provider, String model, String before, List<ChatEvent> events) {
        List<Part> states = new ArrayList<>();
        Set<Key> keys = new HashSet<>();
        int size = 0;
        for (ChatEvent event : events) {
            if (event instanceof ChatEvent.ProviderState(var stateProvider, var stateModel, var data)) {
                states.add(new Part.ProviderState(stateProvider, stateModel, data));
                size += data.toString().length();
            } else if (event instanceof ChatEvent.ToolCall(var id, var name, var arguments)) {
                keys.add(new Key(provider, model, before, id, name, arguments));
            }
        }
        if (!states.isEmpty() && !keys.isEmpty()) {
            keys.forEach(this::forget);
            Answer entry = new Answer(Set.copyOf(keys), List.copyOf(states), size);
            keys.forEach(key -> entries.put(key, entry));
            chars += size;
            evict();
        }
    }

    /** Returns the conversation with missing provider states added to the assistant messages. */
    public List<Message> restore(String provider, String model, List<Message> conversation) {
        if (isEmpty() || conversation.stream().noneMatch(ProviderStateCache::callsTools)) {
            return conversation;
        }
        List<String> before = ConversationDigest.beforeEach(conversation);
        List<Message> restored = new ArrayList<>();
        for (int i = 0; i < conversation.size(); i++) {
            restored.add(restore(provider, model, before.get(i), conversation.get(i)));
        }
        return restored;
    }

    private synchronized boolean isEmpty() {
        return entries.isEmpty();
    }

    private static boolean callsTools(Message message) {
        return message.parts().stream().anyMatch(Part.ToolCall.class::isInstance);
    }

    private Message restore(String provider, String model, String before, Message message) {
        boolean hasState = message.parts().stream()
                .anyMatch(part -> part instanceof Part.ProviderState state
                        && state.provider().equals(provider)
                        && state.model().equals(model));
        if (message.role() != Role.ASSISTANT || hasState) {
            return message;
        }
        return message.parts().stream()
                .flatMap(part -> part instanceof Part.ToolCall(var id, var name, var arguments)
                        ? find(new Key(provider, model, before, id, name, arguments)).stream()
                        : Stream.empty())
                .findFirst()
                .map(entry -> {
                    List<Part> parts = new ArrayList<>(entry.states());
                    parts.addAll(message.parts());
                    return new Message(message.role(), parts);
                })
                .orElse(message);
    }

    private synchronized Optional<Answer> find(Key key) {
        return Optional.ofNullable(entries.get(key));
    }

    private void evict() {
        while (chars > maxChars && !entries.isEmpty()) {
            forget(entries.keySet().iterator().next());
        }
    }

    private void forget(Key key) {
        Answer entry = entries.get(key);
        if (entry != null) {
            entry.keys().forEach(entries::remove);
            chars -= entry.chars();
        }
    }
}
