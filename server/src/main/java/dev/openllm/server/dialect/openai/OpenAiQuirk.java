package dev.openllm.server.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.server.dialect.Quirks;
import java.util.Map;

/**
 * The quirks that both OpenAI dialects know. A flag is there when its value is not {@code false}; of a quirk with
 * values the first one named is the default.
 */
public final class OpenAiQuirk {

    /** The role of system messages: {@code system} or {@code developer} (OpenAI's reasoning models). */
    public static final String SYSTEM_ROLE = "system-role";

    /** Flag: system messages are merged into one at the start; strict chat templates refuse them elsewhere. */
    public static final String SYSTEM_FIRST = "system-first";

    /** Flag: user and assistant take turns, the user first; strict chat templates refuse anything else. */
    public static final String ROLES_ALTERNATE = "roles-alternate";

    /** Flag: JSON output can be asked for, but not bound to a schema (DeepSeek). */
    public static final String NO_JSON_SCHEMA = "no-json-schema";

    /** Flag: {@code prompt_cache_key} keeps the requests of a conversation on one machine (OpenAI). */
    public static final String PROMPT_CACHE_KEY = "prompt-cache-key";

    /** Flag: the output tokens do not count reasoning, should there be no total that shows it (xAI). */
    public static final String USAGE_EXCLUDES_REASONING = "usage-excludes-reasoning";

    /**
     * Flags of the form {@code omit-<field>}, the field as on the wire: the request is sent without it. {@code
     * omit-stream_options} for servers that reject it, {@code omit-temperature} for models that do.
     */
    public static final String OMIT = "omit-";

    private OpenAiQuirk() {}

    /** Takes out of a request what is to be left out. */
    public static void omit(Quirks quirks, ObjectNode body) {
        body.retain(body.propertyStream()
                .map(Map.Entry::getKey)
                .filter(field -> !quirks.has(OMIT + field))
                .toList());
    }
}
