package dev.openllm.server.dialect.openairesponses;

/**
 * The quirks that {@code openai-responses} supports in addition to those of {@link
 * dev.openllm.server.dialect.openai.OpenAiQuirk}. A flag is set when its value is not {@code false}; of a quirk with
 * values the first one named is the default.
 */
public final class OpenAiResponsesQuirk {

    /**
     * The summary of the reasoning that is requested when the caller requests none: {@code auto}, {@code concise} or
     * {@code detailed}. With {@code none} no summary is requested even if the caller does. OpenAI sends none without a
     * request, and those of some models only to verified organizations; xAI always sends them.
     */
    public static final String REASONING_SUMMARY = "reasoning-summary";

    /** Flag: the output of a tool may contain images (OpenAI). */
    public static final String IMAGES_IN_TOOL_OUTPUT = "images-in-tool-output";

    private OpenAiResponsesQuirk() {}
}
