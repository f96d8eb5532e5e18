package dev.openllm.server.dialect;

import java.util.Set;

/**
 * The shape of a conversation for a dialect, as data. {@code chat} converts every conversation to this shape once,
 * before it is encoded; encoders rely on it.
 *
 * @param system where system messages go
 * @param rolesAlternate consecutive messages of one role are merged
 * @param startsWithUser a conversation that starts with the assistant gets a user message before it
 * @param assistantAfterToolResult user text may not follow a tool result directly (Mistral)
 * @param imagesInToolResults tool results may contain images; otherwise they move to a user message after them
 * @param toolCallIds the accepted ids of tool calls
 * @param toolNames the accepted names of tools
 * @param imageTypes the accepted MIME types of images
 * @param reasoning the visible reasoning that is sent back
 * @param endsWithUser a conversation that ends with text of the assistant gets a user message after it
 * @param cacheBreakpoints the caller's cache breakpoints are sent
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

    /** The image types that every vision API accepts. */
    public static final Set<String> COMMON_IMAGE_TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    public HistoryRules {
        imageTypes = Set.copyOf(imageTypes);
    }

    /** Rules of a provider that continues assistant text and chooses its cache breakpoints itself. */
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

    /** Where system messages go. */
    public enum SystemPlace {
        /** Merged into one message at the start. */
        FIRST,
        /** Anywhere. */
        ANYWHERE,
        /** There is no such role: their text begins the first user message (Gemma's first templates). */
        IN_FIRST_USER_MESSAGE
    }

    /**
     * The accepted ids of tool calls. Others are replaced with their hash, in the call and in its result.
     *
     * @param pattern a regular expression that the entire id must match
     * @param exactLength the length of replacements
     */
    public record IdRule(String pattern, int exactLength) {
        /** Letters, digits, {@code _} and {@code -}, at most 64. */
        public static final IdRule COMMON = new IdRule("[a-zA-Z0-9_-]{1,64}", 32);
    }

    /**
     * The accepted names of tools. Others are mapped in requests and mapped back in responses.
     *
     * @param pattern a regular expression that the entire name must match
     */
    public record NameRule(String pattern, int maxLength) {
        /** Letters, digits, {@code _} and {@code -}, at most 64. */
        public static final NameRule COMMON = new NameRule("[a-zA-Z0-9_-]{1,64}", 64);
    }

    /** The visible reasoning that is sent back. */
    public enum ReasoningBack {
        /** None: the provider rejects or ignores it. */
        NEVER,
        /** Only that of the turn whose tool results are being sent (DeepSeek and similar). */
        IN_TOOL_LOOP,
        /** All. */
        ALWAYS
    }
}
