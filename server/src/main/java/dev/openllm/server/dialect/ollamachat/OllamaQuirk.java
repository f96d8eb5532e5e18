package dev.openllm.server.dialect.ollamachat;

/** The quirks that the dialect {@code ollama-chat} supports. */
public final class OllamaQuirk {

    /**
     * The context length with which the server loads the model: {@code limits} (the model's known limit, the default),
     * a number of tokens, or {@code server}: its own default, which may be as small as 4096 and truncates longer
     * prompts silently. Source: https://docs.ollama.com/context-length
     */
    public static final String NUM_CTX = "num-ctx";

    /**
     * How long the model stays loaded after the response: a number of seconds, a duration such as {@code 30m}, or
     * {@code -1} for no limit. Without it the server's default of five minutes applies.
     */
    public static final String KEEP_ALIVE = "keep-alive";

    /**
     * How reasoning is requested: {@code switch} (on or off), {@code levels} (the name of an effort) or {@code none}
     * (not at all). Without it {@code levels} for gpt-oss, which ignores the switch, and {@code switch} for the others.
     * Source: https://docs.ollama.com/capabilities/thinking
     */
    public static final String THINK = "think";

    private OllamaQuirk() {}
}
