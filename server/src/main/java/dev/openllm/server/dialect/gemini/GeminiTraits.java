package dev.openllm.server.dialect.gemini;

import dev.openllm.server.dialect.Quirks;
import java.util.List;
import java.util.Locale;

/**
 * The features that a model supports. They are derived from the generation in the model name unless a quirk overrides
 * them.
 *
 * @param thinking the way reasoning is controlled: {@code level}, {@code budget}, or {@code none}
 * @param levels the thinking levels, weakest first. Source: https://ai.google.dev/gemini-api/docs/thinking
 * @param budgets the range of thinking budgets. Source: https://ai.google.dev/gemini-api/docs/thinking
 * @param signaturesRequired whether a history without signatures on its tool calls is rejected. Source:
 *     https://ai.google.dev/gemini-api/docs/thought-signatures
 * @param jsonSchema whether JSON Schema is accepted unchanged
 * @param systemInstruction whether a system message is accepted
 * @param imagesInResponses whether function responses can contain images
 * @param toolsWithJson whether tools and JSON output can be combined
 */
record GeminiTraits(
        String thinking,
        List<String> levels,
        Budgets budgets,
        boolean signaturesRequired,
        boolean jsonSchema,
        boolean systemInstruction,
        boolean imagesInResponses,
        boolean toolsWithJson) {

    /**
     * The range of thinking budgets, in tokens.
     *
     * @param off the budget to request if reasoning is disabled, which is the lowest value that the model accepts
     * @param min the minimum budget for reasoning
     * @param max the maximum budget for reasoning
     */
    record Budgets(int off, int min, int max) {}

    static GeminiTraits of(String model, Quirks quirks) {
        String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        boolean gemma = name.startsWith("gemma") || name.startsWith("learnlm");
        boolean before2 = name.startsWith("gemini-1") || name.equals("gemini-pro") || gemma;
        boolean before3 = before2 || name.startsWith("gemini-2");
        boolean thinksByLevel = !before3 || name.startsWith("gemma-4");
        String thinking = thinksByLevel ? "level" : name.startsWith("gemini-2.5") ? "budget" : "none";
        boolean inside = !before3;
        return new GeminiTraits(
                quirks.value(GeminiQuirk.THINKING, thinking),
                levels(name),
                budgets(name),
                quirks.value(GeminiQuirk.SIGNATURES, before3 ? "optional" : "required")
                        .equals("required"),
                quirks.value(GeminiQuirk.SCHEMA, before2 ? "openapi" : "json").equals("json"),
                quirks.value(GeminiQuirk.SYSTEM, isOldGemma(name) ? "user" : "instruction")
                        .equals("instruction"),
                quirks.value(GeminiQuirk.TOOL_IMAGES, inside ? "inside" : "beside")
                        .equals("inside"),
                !before3);
    }

    private static List<String> levels(String name) {
        if (name.startsWith("gemma")) { // Source: https://github.com/livekit/agents/pull/7095
            return List.of("minimal", "high");
        }
        if (name.contains("flash")) {
            return List.of("minimal", "low", "medium", "high");
        }
        return name.startsWith("gemini-3-pro") ? List.of("low", "high") : List.of("low", "medium", "high");
    }

    private static Budgets budgets(String name) {
        if (name.contains("pro")) {
            return new Budgets(128, 128, 32_768);
        }
        return name.contains("lite") ? new Budgets(0, 512, 24_576) : new Budgets(0, 1, 24_576);
    }

    /**
     * Returns whether a model is an early Gemma model without a system role. Source:
     * https://ai.google.dev/gemma/docs/core/prompt-structure
     */
    private static boolean isOldGemma(String name) {
        return name.startsWith("gemma-1") || name.startsWith("gemma-2") || name.startsWith("gemma-3");
    }
}
