package dev.openllm.server.dialect.openairesponses;

/**
 * The quirks {@code openai-responses} knows beside those of {@link dev.openllm.server.dialect.openai.OpenAiQuirk}. A
 * flag is there when its value is not {@code false}; of a quirk with values the first one named is the default.
 */
public final class OpenAiResponsesQuirk {

    /**
     * Which summary of the reasoning is requested where the caller requests none: {@code auto}, {@code concise} or
     * {@code detailed}. With {@code none} no summary is requested even if the caller does. OpenAI gives none unasked, and to some models' only for verified organizations; xAI gives them anyway.
     */
    public static final String REASONING_SUMMARY = "reasoning-summary";

    /** Flag: the output of a tool may hold images (OpenAI). */
    public static final String IMAGES_IN_TOOL_OUTPUT = "images-in-tool-output";

    private OpenAiResponsesQuirk() {}
}
