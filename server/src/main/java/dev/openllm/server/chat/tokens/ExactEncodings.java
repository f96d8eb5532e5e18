package dev.openllm.server.chat.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * OpenAI's encodings. Their tables take about half a second to load, which the first count that needs them does. Safe
 * for use by many threads.
 */
final class ExactEncodings {

    private static final int MOST_REMEMBERED = 8_192;

    /** Counting a shorter text is as fast as looking it up. */
    private static final int WORTH_REMEMBERING = 64;

    /** Identifies a text by length and hash: the texts themselves, users' conversations, are not stored. */
    private record TextKey(String encoding, int length, long hash) {}

    private final Map<TextKey, Integer> remembered = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TextKey, Integer> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** Holds the registry until it is needed. */
    private static final class Tables {
        private static final EncodingRegistry REGISTRY = Encodings.newLazyEncodingRegistry();

        static Encoding of(String name) {
            return REGISTRY.getEncoding(name)
                    .orElseThrow(() -> new IllegalArgumentException("There is no encoding " + name));
        }
    }

    int count(String encoding, String text) {
        if (text.length() < WORTH_REMEMBERING) {
            return Tables.of(encoding).countTokensOrdinary(text);
        }
        TextKey key = new TextKey(encoding, text.length(), hash(text));
        synchronized (remembered) {
            Integer known = remembered.get(key);
            if (known != null) {
                return known;
            }
        }
        int count = Tables.of(encoding).countTokensOrdinary(text);
        synchronized (remembered) {
            remembered.put(key, count);
        }
        return count;
    }

    /** FNV-1a over the characters: 64 bits, so that two texts of one length do not meet by chance. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
