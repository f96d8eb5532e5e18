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
 * The quirks that both OpenAI dialects support. A flag is set if its value is not {@code false}. For a quirk with
 * several possible values, the first value listed is the default.
 */
public final class OpenAiQuirk {

    /**
     * The role of system messages: {@code system}, {@code developer} (OpenAI reasoning models), or {@code user}, with
     * which system messages are inserted at the beginning of the first user message, for chat templates without a
     * system role.
     */
    public static final String SYSTEM_ROLE = "system-role";

    /**
     * Flag that merges all system messages into one at the start, because strict chat templates reject system messages
     * in any other position.
     */
    public static final String SYSTEM_FIRST = "system-first";

    /**
     * Flag that makes user and assistant messages alternate, starting with the user, because strict chat templates
     * reject any other order.
     */
    public static final String ROLES_ALTERNATE = "roles-alternate";

    /**
     * The way a conversation that ends with assistant text is sent: {@code any} (unchanged), {@code user} (followed by
     * a user message, for models that refuse to continue text), or {@code prefix} (with the assistant text marked as
     * text to continue, which avoids Mistral error 3230).
     */
    public static final String LAST_MESSAGE = "last-message";

    /** Flag indicating that the provider supports JSON output but not JSON Schemas (DeepSeek). */
    public static final String NO_JSON_SCHEMA = StructuredOutput.NO_JSON_SCHEMA;

    /**
     * Flag that adds {@code prompt_cache_key} to every request, so that OpenAI routes all requests in a conversation to
     * the same machine.
     */
    public static final String PROMPT_CACHE_KEY = "prompt-cache-key";

    /** Flag that omits {@code strict} from tools. */
    public static final String NO_STRICT_TOOLS = "no-strict-tools";

    /**
     * Flag indicating that output token counts exclude reasoning tokens (xAI). The flag is ignored if the total token
     * count shows whether reasoning tokens are excluded.
     */
    public static final String USAGE_EXCLUDES_REASONING = "usage-excludes-reasoning";

    /**
     * The prefix of flags that omit a field from requests: {@code omit-<field>}, with the field's name in the API. For
     * example, {@code omit-stream_options} is for servers that reject this field, and {@code omit-temperature} for
     * models that reject it.
     */
    public static final String OMIT = "omit-";

    /**
     * The rules for tools. Array schemas must specify their items; otherwise, OpenAI reports "array schema missing
     * items". The OpenAI limit of 128 tools is defined as a quirk because few other providers have such a limit.
     */
    private static final ToolRules TOOL_RULES =
            new ToolRules(0, true, Optional.empty(), Set.of(), ToolRules.Strict.CLOSED_AND_REQUIRED);

    private OpenAiQuirk() {}

    /** Returns the rules for tools in both dialects. */
    public static ToolRules toolRules(Quirks quirks) {
        return ToolQuirk.apply(TOOL_RULES, quirks);
    }

    /** Returns the position of system messages that the quirks require in both OpenAI dialects. */
    public static SystemPlace systemPlace(Quirks quirks) {
        if (quirks.value(SYSTEM_ROLE, "system").equals("user")) {
            return SystemPlace.IN_FIRST_USER_MESSAGE;
        }
        return quirks.has(SYSTEM_FIRST) ? SystemPlace.FIRST : SystemPlace.ANYWHERE;
    }

    /** Returns whether a conversation must end with a user message. */
    public static boolean endsWithUser(Quirks quirks) {
        return quirks.value(LAST_MESSAGE, "any").equals("user");
    }

    /** Removes from a request the fields that quirks exclude. */
    public static void omit(Quirks quirks, ObjectNode body) {
        boolean omits = false;
        for (String quirk : quirks.values().keySet()) {
            omits |= quirk.startsWith(OMIT);
        }
        if (!omits) {
            return;
        }
        body.retain(body.propertyStream()
                .map(Map.Entry::getKey)
                .filter(field -> !quirks.has(OMIT + field))
                .toList());
    }
}
