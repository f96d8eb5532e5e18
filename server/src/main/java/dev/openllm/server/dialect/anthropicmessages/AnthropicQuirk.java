package dev.openllm.server.dialect.anthropicmessages;

/**
 * The quirks that the {@code anthropic-messages} dialect supports. Defaults are derived from the model name; see {@link
 * ClaudeTraits}.
 */
public final class AnthropicQuirk {

    /**
     * The way reasoning is requested: {@code adaptive} (with an effort), {@code budget} (with a token count), or {@code
     * none} (never). Source: https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking
     */
    public static final String THINKING = "thinking";

    /**
     * The sampling options to send: {@code both} (temperature and top_p), {@code one} (only one of the two), or {@code
     * none}. Source: https://platform.claude.com/docs/en/about-claude/models/migrating-to-claude-4
     */
    public static final String SAMPLING = "sampling";

    /**
     * The lifetime of cached prompts: {@code 5m} (default), {@code 1h}, or {@code off} for providers that reject {@code
     * cache_control}. Source: https://platform.claude.com/docs/en/build-with-claude/prompt-caching
     */
    public static final String PROMPT_CACHE = "prompt-cache";

    /**
     * Flag that causes unsigned reasoning to be sent back in addition to signed reasoning. Providers that use this
     * dialect for models other than Claude do not sign reasoning, and several of them reject a history without
     * reasoning (Kimi, MiniMax, DeepSeek).
     */
    public static final String UNSIGNED_THINKING = "unsigned-thinking";

    /**
     * The role that the last message must have: {@code any} or {@code user}. Claude 4.6 and later reject requests to
     * continue an assistant message.
     */
    public static final String LAST_MESSAGE = "last-message";

    /** The value of the {@code anthropic-beta} header: a comma-separated list of beta features. */
    public static final String BETA = "beta";

    private AnthropicQuirk() {}
}
