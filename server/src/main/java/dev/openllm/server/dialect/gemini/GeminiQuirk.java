package dev.openllm.server.dialect.gemini;

/**
 * The quirks that the dialect {@code gemini} knows. Without them the name of the model decides, see {@link
 * GeminiTraits}.
 */
public final class GeminiQuirk {

    /** How much to think is said by {@code level}, by {@code budget}, or {@code none}: not at all. */
    public static final String THINKING = "thinking";

    /** Whether a tool call in the history must carry a signature: {@code required} or {@code optional}. */
    public static final String SIGNATURES = "signatures";

    /**
     * How schemas are written: {@code json} as they are, or {@code openapi} mapped to the subset that {@code
     * parameters} and {@code responseSchema} take.
     */
    public static final String SCHEMA = "schema";

    /** Where the system message goes: {@code instruction}, or {@code user} before the first message. */
    public static final String SYSTEM = "system";

    /** Whether images of a tool result go {@code inside} the function response or {@code beside} it. */
    public static final String TOOL_IMAGES = "tool-images";

    private GeminiQuirk() {}
}
