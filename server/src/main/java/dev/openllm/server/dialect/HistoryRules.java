package dev.openllm.server.dialect;

import java.util.Set;

/**
 * What a conversation must look like for a dialect, as data. {@code chat} brings every conversation into this
 * shape once, before it is encoded; encoders rely on it.
 *
 * @param system where system messages go
 * @param rolesAlternate neighbors of one role are merged
 * @param startsWithUser a conversation that starts with the assistant gets a user message before it
 * @param assistantAfterToolResult a user's words may not follow a tool result directly (Mistral)
 * @param imagesInToolResults images may be in tool results; otherwise they move to a user message behind them
 * @param toolCallIds which ids of tool calls are taken
 * @param toolNames which names of tools are taken
 * @param imageTypes MIME types of images that are taken
 * @param reasoning which of the visible reasoning goes back to the provider
 * @param endsWithUser a conversation that ends with a text of the assistant gets a message of the user after it
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

    /** The image types that every vision API takes. */
    public static final Set<String> COMMON_IMAGE_TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    public HistoryRules {
        imageTypes = Set.copyOf(imageTypes);
    }

    /** Rules of a provider that continues texts of the assistant and caches where it wants to. */
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
        /** They are merged into one message at the start. */
        FIRST,
        /** They may stand anywhere. */
        ANYWHERE,
        /** There are none: their text begins the first message of the user (Gemma's first templates). */
        IN_FIRST_USER_MESSAGE
    }

    /**
     * Which ids of tool calls are taken. Others are replaced by a hash of themselves, the same one for the call
     * and its result.
     *
     * @param pattern a regular expression the whole id must match
     * @param exactLength the length of replacements
     */
    public record IdRule(String pattern, int exactLength) {
        /** Letters, digits, {@code _} and {@code -}, 64 at most. */
        public static final IdRule COMMON = new IdRule("[a-zA-Z0-9_-]{1,64}", 32);
    }

    /**
     * Which names of tools are taken. Others are mapped on the way out and back on the way in.
     *
     * @param pattern a regular expression the whole name must match
     */
    public record NameRule(String pattern, int maxLength) {
        /** Letters, digits, {@code _} and {@code -}, 64 at most. */
        public static final NameRule COMMON = new NameRule("[a-zA-Z0-9_-]{1,64}", 64);
    }

    /** Which of the visible reasoning goes back. */
    public enum ReasoningBack {
        /** None: the provider rejects or ignores it. */
        NEVER,
        /** Only that of the turn whose tool calls are being answered (DeepSeek and its like). */
        IN_TOOL_LOOP,
        /** All of it. */
        ALWAYS
    }
}
