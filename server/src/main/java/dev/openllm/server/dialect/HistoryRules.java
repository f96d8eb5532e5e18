package dev.openllm.server.dialect;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The rules that a dialect sets for conversations. The {@code chat} package converts every conversation according to
 * these rules before it is encoded, and encoders rely on the result.
 *
 * @param system the position of system messages
 * @param rolesAlternate whether consecutive messages with the same role are merged
 * @param startsWithUser whether a user message is inserted before a conversation that starts with the assistant
 * @param assistantAfterToolResult whether an assistant message must separate a tool result from the user text that
 *     follows (Mistral)
 * @param imagesInToolResults whether tool results can contain images; if not, the images are moved to a user message
 *     after the results
 * @param toolCallIds the accepted tool call IDs
 * @param toolNames the accepted tool names
 * @param imageTypes the accepted MIME types of images
 * @param reasoning the visible reasoning that is sent back
 * @param endsWithUser whether a user message is appended to a conversation that ends with assistant text
 * @param cacheBreakpoints whether the caller's cache breakpoints are sent
 */
public record HistoryRules(
        SystemPlace system,
        boolean rolesAlternate,
        boolean startsWithUser,
        boolean assistantAfterToolResult,
        boolean imagesInToolResults,
        IdRule toolCallIds,
        NameRule toolNames,
        Set<String> imageTypes,
        ReasoningBack reasoning,
        boolean endsWithUser,
        boolean cacheBreakpoints) {

    /** The compiled patterns. They are cached because all requests use the same few patterns. */
    private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

    private static boolean matches(String pattern, String text) {
        return COMPILED.computeIfAbsent(pattern, Pattern::compile).matcher(text).matches();
    }

    /** The image types that every vision API accepts. */
    public static final Set<String> COMMON_IMAGE_TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    public HistoryRules {
        imageTypes = Set.copyOf(imageTypes);
    }

    /**
     * Creates rules for a provider that can continue assistant text and does not use the caller's cache breakpoints.
     */
    public HistoryRules(
            SystemPlace system,
            boolean rolesAlternate,
            boolean startsWithUser,
            boolean assistantAfterToolResult,
            boolean imagesInToolResults,
            IdRule toolCallIds,
            NameRule toolNames,
            Set<String> imageTypes,
            ReasoningBack reasoning) {
        this(
                system,
                rolesAlternate,
                startsWithUser,
                assistantAfterToolResult,
                imagesInToolResults,
                toolCallIds,
                toolNames,
                imageTypes,
                reasoning,
                false,
                false);
    }

    /** The position of system messages. */
    public enum SystemPlace {
        /** Merged into one message at the start of the conversation. */
        FIRST,
        /** Anywhere in the conversation. */
        ANYWHERE,
        /** At the beginning of the first user message, because there is no system role (early Gemma templates). */
        IN_FIRST_USER_MESSAGE
    }

    /**
     * A rule that defines the accepted tool call IDs. Any other ID is replaced with its hash in both the call and the
     * result.
     *
     * @param pattern the regular expression that the entire ID must match
     * @param exactLength the length of replacement IDs, in characters
     */
    public record IdRule(String pattern, int exactLength) {
        /** Up to 64 ASCII letters, digits, underscores, and hyphens. */
        public static final IdRule COMMON = new IdRule("[a-zA-Z0-9_-]{1,64}", 32);

        public boolean accepts(String id) {
            return matches(pattern, id);
        }
    }

    /**
     * A rule that defines the accepted tool names. Any other name is replaced in requests and restored in responses.
     *
     * @param pattern the regular expression that the entire name must match
     * @param maxLength the maximum length of a replacement name, in characters
     */
    public record NameRule(String pattern, int maxLength) {
        /** Up to 64 ASCII letters, digits, underscores, and hyphens. */
        public static final NameRule COMMON = new NameRule("[a-zA-Z0-9_-]{1,64}", 64);

        public boolean accepts(String name) {
            return matches(pattern, name);
        }
    }

    /** The visible reasoning that is sent back. */
    public enum ReasoningBack {
        /** No reasoning, because the provider rejects or ignores it. */
        NEVER,
        /** Only the reasoning of the turn whose tool results are being sent (DeepSeek and similar providers). */
        IN_TOOL_LOOP,
        /** All reasoning. */
        ALWAYS
    }
}
