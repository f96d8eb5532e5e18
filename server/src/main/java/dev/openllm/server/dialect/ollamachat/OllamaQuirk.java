package dev.openllm.server.dialect.ollamachat;

/** The quirks that the dialect {@code ollama-chat} knows. */
public final class OllamaQuirk {

    /**
     * The context length the server is asked to load the model with: {@code limits} (the model's known limit, the
     * default), a number of tokens, or {@code server}: its own default, which may be as small as 4096 and cuts
     * longer prompts silently. Source: https://docs.ollama.com/context-length
     */
    public static final String NUM_CTX = "num-ctx";

    /**
     * How long the model stays loaded after the answer: a number of seconds, a duration such as {@code 30m}, or
     * {@code -1} for ever. Without it the server's own default of five minutes holds.
     */
    public static final String KEEP_ALIVE = "keep-alive";

    /**
     * How thinking is asked for: {@code switch} (on or off), {@code levels} (the name of an effort) or {@code
     * none} (not at all). Without it {@code levels} for gpt-oss, which ignores the switch, and {@code switch} for
     * the others. Source: https://docs.ollama.com/capabilities/thinking
     */
    public static final String THINK = "think";

    private OllamaQuirk() {}
}
