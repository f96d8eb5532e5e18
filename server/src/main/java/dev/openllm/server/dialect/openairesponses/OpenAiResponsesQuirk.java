package dev.openllm.server.dialect.openairesponses;

/**
 * The quirks that {@code openai-responses} supports in addition to the quirks in {@link
 * dev.openllm.server.dialect.openai.OpenAiQuirk}. A flag is set if its value is not {@code false}. For a quirk with
 * several possible values, the first value listed is the default.
 */
public final class OpenAiResponsesQuirk {

    /**
     * The reasoning summary to request if the caller does not request one: {@code auto}, {@code concise}, or {@code
     * detailed}. With {@code none}, no summary is requested even if the caller asks for one. OpenAI sends summaries
     * only on request, and for some models only to verified organizations; xAI always sends them.
     */
    public static final String REASONING_SUMMARY = "reasoning-summary";

    /** Flag indicating that tool output can contain images (OpenAI). */
    public static final String IMAGES_IN_TOOL_OUTPUT = "images-in-tool-output";

    private OpenAiResponsesQuirk() {}
}
