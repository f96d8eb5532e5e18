package dev.openllm.server.dialect.anthropicmessages;

import dev.openllm.server.dialect.Quirks;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The features that a model supports. They are derived from the generation in the model name unless a quirk overrides
 * them. Models other than Claude are treated as Claude 4, because their providers copied the API of that generation.
 *
 * @param thinking the way reasoning is requested: {@code adaptive}, {@code budget}, or {@code none}
 * @param efforts the efforts that a model with adaptive reasoning supports, weakest first. Source:
 *     https://platform.claude.com/docs/en/build-with-claude/effort
 * @param hidesThinking whether the model shows its reasoning only on request
 * @param sampling the accepted sampling options: {@code both}, {@code one}, or {@code none}
 */
record ClaudeTraits(String thinking, List<String> efforts, boolean hidesThinking, String sampling) {

    /**
     * The version in model names such as {@code claude-opus-4-6}, {@code claude-sonnet-4-20250514}, {@code
     * claude-3-5-haiku}, and {@code claude-fable-5}.
     */
    private static final Pattern VERSION = Pattern.compile("claude-(?:[a-z]+-)?(\\d)(?:[.-](\\d{1,2}))?(?!\\d)");

    static ClaudeTraits of(String model, Quirks quirks) {
        int version = version(model.toLowerCase(Locale.ROOT));
        boolean adaptive = version >= 46;
        boolean newest = version >= 47;
        String sampling = newest ? "none" : version >= 41 ? "one" : "both";
        return new ClaudeTraits(
                quirks.value(AnthropicQuirk.THINKING, adaptive ? "adaptive" : "budget"),
                newest ? List.of("low", "medium", "high", "xhigh", "max") : List.of("low", "medium", "high", "max"),
                newest,
                quirks.value(AnthropicQuirk.SAMPLING, sampling));
    }

    /**
     * Returns the version multiplied by ten, such as 46 for 4.6. A Claude model without a version number is treated as
     * the newest version, and a model other than Claude is treated as version 4.0.
     */
    private static int version(String model) {
        if (!model.contains("claude") || model.contains("claude-instant")) {
            return 40;
        }
        Matcher number = VERSION.matcher(model);
        if (!number.find()) {
            return 99;
        }
        int minor = number.group(2) == null ? 0 : Integer.parseInt(number.group(2));
        return 10 * Integer.parseInt(number.group(1)) + minor;
    }
}
