package dev.openllm.server.chat.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts tokens with the OpenAI encodings. An encoding's table, which takes about half a second to load, is loaded when
 * tokens are first counted with that encoding. Instances are thread-safe.
 */
final class ExactEncodings {

    private static final int MAX_CACHED = 8_192;

    /**
     * The minimum length, in characters, of text whose token count is cached. Counting shorter text is as fast as a
     * cache lookup.
     */
    private static final int MIN_CACHED_LENGTH = 64;

    /**
     * The cache key for a token count. Text is identified by its length and hash. The text itself is not stored because
     * it is part of a user's conversation.
     */
    private record TextKey(String encoding, int length, long hash) {}

    private final Map<TextKey, Integer> cache = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TextKey, Integer> eldest) {
            return size() > MAX_CACHED;
        }
    };

    /** Defers loading the encoding registry until it is needed. */
    private static final class Tables {
        private static final EncodingRegistry REGISTRY = Encodings.newLazyEncodingRegistry();

        static Encoding of(String name) {
            return REGISTRY.getEncoding(name)
                    .orElseThrow(() -> new IllegalArgumentException("There is no encoding " + name));
        }
    }

    int count(String encoding, String text) {
        if (text.length() < MIN_CACHED_LENGTH) {
            return Tables.of(encoding).countTokensOrdinary(text);
        }
        TextKey key = new TextKey(encoding, text.length(), hash(text));
        synchronized (cache) {
            Integer cached = cache.get(key);
            if (cached != null) {
                return cached;
            }
        }
        int count = Tables.of(encoding).countTokensOrdinary(text);
        synchronized (cache) {
            cache.put(key, count);
        }
        return count;
    }

    /**
     * Returns the FNV-1a hash of the characters. Because the hash has 64 bits, a collision between strings of the same
     * length is unlikely.
     */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
