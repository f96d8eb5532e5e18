package dev.openllm.server.dialect.anthropicmessages;

/**
 * The quirks that the dialect {@code anthropic-messages} supports. Without one, the name of the model decides, see
 * {@link ClaudeTraits}.
 */
public final class AnthropicQuirk {

    /**
     * How reasoning is requested: {@code adaptive} with an effort, {@code budget} with a number of tokens, or {@code
     * none}: not at all. Source: https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking
     */
    public static final String THINKING = "thinking";

    /**
     * Which of temperature and top_p may be sent: {@code both}, {@code one} of them, or {@code none}. Source:
     * https://platform.claude.com/docs/en/about-claude/models/migrating-to-claude-4
     */
    public static final String SAMPLING = "sampling";

    /**
     * How long prompts stay cached: {@code 5m} (the default), {@code 1h}, or {@code off} for providers that refuse
     * {@code cache_control}. Source: https://platform.claude.com/docs/en/build-with-claude/prompt-caching
     */
    public static final String PROMPT_CACHE = "prompt-cache";

    /**
     * Flag: reasoning is sent back without a signature as well. Providers that use this dialect for models other than
     * Claude do not sign it, and several refuse a history without it (Kimi, MiniMax, DeepSeek).
     */
    public static final String UNSIGNED_THINKING = "unsigned-thinking";

    /** What the last message may be: {@code any}, or {@code user}; Claude 4.6 and later refuse to continue a text. */
    public static final String LAST_MESSAGE = "last-message";

    /** Value of the header {@code anthropic-beta}: names of beta features, separated by commas. */
    public static final String BETA = "beta";

    private AnthropicQuirk() {}
}
