package dev.openllm.server.dialect.ollamachat;

/** The quirks that the {@code ollama-chat} dialect supports. */
public final class OllamaQuirk {

    /**
     * The context length with which the server loads the model: {@code limits} for the model's known limit (default), a
     * number of tokens, or {@code server} for the server's own default. The server's default can be as small as 4,096
     * tokens, and Ollama silently truncates longer prompts. Source: https://docs.ollama.com/context-length
     */
    public static final String NUM_CTX = "num-ctx";

    /**
     * How long the model stays loaded after a response: a number of seconds, a duration such as {@code 30m}, or {@code
     * -1} for no limit. Default: the server's own default of five minutes.
     */
    public static final String KEEP_ALIVE = "keep-alive";

    /**
     * The way reasoning is requested: {@code switch} (on or off), {@code levels} (the name of an effort), or {@code
     * none} (never). Default: {@code levels} for gpt-oss, which ignores on and off values, and {@code switch} for all
     * other models. Source: https://docs.ollama.com/capabilities/thinking
     */
    public static final String THINK = "think";

    private OllamaQuirk() {}
}
