package dev.openllm.server.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.server.dialect.HistoryRules.SystemPlace;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.StructuredOutput;
import dev.openllm.server.dialect.ToolQuirk;
import dev.openllm.server.dialect.schema.ToolRules;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The quirks that both OpenAI dialects support. A flag is set when its value is not {@code false}; of a quirk with
 * values the first one named is the default.
 */
public final class OpenAiQuirk {

    /**
     * The role of system messages: {@code system}, {@code developer} (OpenAI's reasoning models), or {@code user}: they
     * begin the first user message, for chat templates without such a role.
     */
    public static final String SYSTEM_ROLE = "system-role";

    /** Flag: system messages are merged into one at the start; strict chat templates refuse them elsewhere. */
    public static final String SYSTEM_FIRST = "system-first";

    /** Flag: user and assistant alternate, the user first; strict chat templates refuse anything else. */
    public static final String ROLES_ALTERNATE = "roles-alternate";

    /**
     * What follows assistant text at the end of a conversation: nothing ({@code any}), a message of the {@code user},
     * for models that refuse to continue a text, or {@code prefix}: the text is marked as one to be continued
     * (Mistral's error 3230).
     */
    public static final String LAST_MESSAGE = "last-message";

    /** Flag: JSON output is supported, but no schema for it (DeepSeek). */
    public static final String NO_JSON_SCHEMA = StructuredOutput.NO_JSON_SCHEMA;

    /** Flag: {@code prompt_cache_key} keeps the requests of a conversation on one machine (OpenAI). */
    public static final String PROMPT_CACHE_KEY = "prompt-cache-key";

    /** Flag: {@code strict} of a tool is not sent. */
    public static final String NO_STRICT_TOOLS = "no-strict-tools";

    /** Flag: the output tokens exclude reasoning, unless a total shows otherwise (xAI). */
    public static final String USAGE_EXCLUDES_REASONING = "usage-excludes-reasoning";

    /**
     * Flags of the form {@code omit-<field>}, with the field's name on the wire: the request is sent without it. {@code
     * omit-stream_options} for servers that reject it, {@code omit-temperature} for models that do.
     */
    public static final String OMIT = "omit-";

    /** OpenAI: "array schema missing items". Its limit of 128 tools is a quirk: few others have one. */
    private static final ToolRules TOOLS =
            new ToolRules(0, true, Optional.empty(), Set.of(), ToolRules.Strict.CLOSED_AND_REQUIRED);

    private OpenAiQuirk() {}

    /** The rules for tools, for both dialects. */
    public static ToolRules toolRules(Quirks quirks) {
        return ToolQuirk.applied(TOOLS, quirks);
    }

    /** Where system messages go, for both dialects. */
    public static SystemPlace systemPlace(Quirks quirks) {
        if (quirks.value(SYSTEM_ROLE, "system").equals("user")) {
            return SystemPlace.IN_FIRST_USER_MESSAGE;
        }
        return quirks.has(SYSTEM_FIRST) ? SystemPlace.FIRST : SystemPlace.ANYWHERE;
    }

    /** Whether a conversation must end with a user message. */
    public static boolean endsWithUser(Quirks quirks) {
        return quirks.value(LAST_MESSAGE, "any").equals("user");
    }

    /** Removes the omitted fields from a request. */
    public static void omit(Quirks quirks, ObjectNode body) {
        body.retain(body.propertyStream()
                .map(Map.Entry::getKey)
                .filter(field -> !quirks.has(OMIT + field))
                .toList());
    }
}
