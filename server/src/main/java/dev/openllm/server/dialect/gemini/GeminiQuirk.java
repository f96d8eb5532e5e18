package dev.openllm.server.dialect.gemini;

/**
 * The quirks that the {@code gemini} dialect supports. Defaults are derived from the model name; see {@link
 * GeminiTraits}.
 */
public final class GeminiQuirk {

    /**
     * The way reasoning is controlled: {@code level}, {@code budget}, or {@code none} (no reasoning options are sent).
     */
    public static final String THINKING = "thinking";

    /** Whether a tool call in the history must have a signature: {@code required} or {@code optional}. */
    public static final String SIGNATURES = "signatures";

    /**
     * The format of schemas: {@code json} to send them unchanged, or {@code openapi} to map them to the subset that
     * {@code parameters} and {@code responseSchema} accept.
     */
    public static final String SCHEMA = "schema";

    /**
     * The position of the system message: {@code instruction} for the field {@code systemInstruction}, or {@code user}
     * to insert it before the first user message.
     */
    public static final String SYSTEM = "system";

    /** The position of images from a tool result: {@code inside} the function response or {@code beside} it. */
    public static final String TOOL_IMAGES = "tool-images";

    private GeminiQuirk() {}
}
