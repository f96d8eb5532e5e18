package dev.openllm.server.dialect.gemini;

/**
 * The quirks that the dialect {@code gemini} supports. Without them the name of the model decides, see {@link
 * GeminiTraits}.
 */
public final class GeminiQuirk {

    /** How reasoning is controlled: by {@code level}, by {@code budget}, or {@code none}: not at all. */
    public static final String THINKING = "thinking";

    /** Whether a tool call in the history must have a signature: {@code required} or {@code optional}. */
    public static final String SIGNATURES = "signatures";

    /**
     * How schemas are written: {@code json} unchanged, or {@code openapi} mapped to the subset that {@code parameters}
     * and {@code responseSchema} accept.
     */
    public static final String SCHEMA = "schema";

    /** Where the system message goes: {@code instruction}, or {@code user} before the first message. */
    public static final String SYSTEM = "system";

    /** Where images of a tool result go: {@code inside} the function response or {@code beside} it. */
    public static final String TOOL_IMAGES = "tool-images";

    private GeminiQuirk() {}
}
