package dev.openllm.server.dialect.openai;

import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.server.dialect.ChatCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Computes the prompt cache key, which is the same for all requests in a conversation. OpenAI routes requests with the
 * same cache key to the machine that has cached the beginning of the conversation. Source:
 * https://platform.openai.com/docs/guides/prompt-caching
 */
public final class PromptCacheKey {

    /**
     * The maximum length of an identifier, in characters. Source:
     * https://platform.openai.com/docs/api-reference/responses/create (prompt_cache_key, user)
     */
    private static final int MAX_IDENTIFIER_LENGTH = 64;

    private PromptCacheKey() {}

    /**
     * Returns a hash of the model name and of the conversation up to and including the first user message. The original
     * text cannot be derived from the hash.
     */
    public static String of(ChatCall call) {
        MessageDigest digest = sha256();
        digest.update(call.model().getBytes(StandardCharsets.UTF_8));
        for (Message message : call.messages()) {
            for (Part part : message.parts()) {
                if (part instanceof Part.Text text) {
                    digest.update((byte) 0);
                    digest.update(text.text().getBytes(StandardCharsets.UTF_8));
                }
            }
            if (message.role() != Role.SYSTEM) {
                break;
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, 32);
    }

    /** Returns the caller's identifier, or its hash if OpenAI would reject the identifier as too long. */
    static String shorten(String identifier) {
        return identifier.length() <= MAX_IDENTIFIER_LENGTH
                ? identifier
                : HexFormat.of().formatHex(sha256().digest(identifier.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException unsupported) {
            throw new IllegalStateException(unsupported);
        }
    }
}
