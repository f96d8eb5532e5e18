package dev.openllm.server.dialect;

import dev.openllm.server.dialect.schema.ToolRules;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The quirks that affect tools. All dialects support these quirks. */
public final class ToolQuirk {

    /** The maximum number of tools in a request. By default, the number is not limited. */
    public static final String MAX_TOOLS = "max-tools";

    /**
     * The format of tool schemas: {@code json}, or {@code plain} to use only keywords that every server with schema
     * support understands.
     */
    public static final String TOOL_SCHEMA = "tool-schema";

    /**
     * The pattern for the OpenAI error message about too many tools, such as "Expected an array with maximum length
     * 128, but got an array with length 604 instead."
     */
    private static final Pattern TOO_MANY_TOOLS =
            Pattern.compile("(?i)tools.{0,12}array too long.{0,40}maximum length (\\d{1,5})");

    private static final List<LearnableQuirk> LEARNABLE_QUIRKS = List.of(LearnableQuirk.of(
            "invalid (?:json )?schema for (?:function|tool)" // OpenAI and similar providers
                    + "|json schema (?:conversion failed|is invalid)" // llama.cpp, Anthropic
                    + "|failed to parse grammar|input_schema.{0,60}(?:not support|unsupported|does not match|invalid)"
                    + "|(?:tool|function).{0,40}schema.{0,40}(?:invalid|unsupported|not supported)",
            TOOL_SCHEMA,
            "plain"));

    private ToolQuirk() {}

    /** Returns the dialect's tool rules with the provider's quirks applied. */
    public static ToolRules apply(ToolRules rules, Quirks quirks) {
        String maxTools = quirks.value(MAX_TOOLS, "");
        ToolRules limited = !maxTools.isEmpty() && maxTools.matches("\\d{1,6}")
                ? rules.withMaxTools(Integer.parseInt(maxTools))
                : rules;
        return quirks.value(TOOL_SCHEMA, "json").equals("plain") ? limited.plain() : limited;
    }

    /**
     * Returns the quirk that the rejection of a tool reveals, regardless of the kind of error that the server reports.
     */
    public static Optional<Quirks> learn(String message) {
        Matcher tooMany = TOO_MANY_TOOLS.matcher(message);
        return tooMany.find()
                ? Optional.of(Quirks.NONE.with(MAX_TOOLS, tooMany.group(1)))
                : LearnableQuirk.learn(message, LEARNABLE_QUIRKS);
    }
}
