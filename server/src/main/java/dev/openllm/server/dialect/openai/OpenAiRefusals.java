package dev.openllm.server.dialect.openai;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.ToolQuirk;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Derives a quirk from the error message with which a provider rejects a request. The known messages about rejected
 * parameters are sent by OpenAI ("Unsupported parameter: 'x'"), by Groq ("property 'x' is unsupported"), and by servers
 * that validate requests with pydantic ("x: Extra inputs are not permitted") or serde ("unknown field `x`").
 */
public final class OpenAiRefusals {

    private static final Pattern REFUSED = Pattern.compile("(?i)(?:unsupported|unknown|unrecognized|invalid|unexpected)"
        + " (?:request )?(?:parameter|value|field|argument|keyword argument)(?: supplied)?:?"
        + " ['\"`]?(?<first>[a-z_.\\[\\]0-9]+)|(?:property|parameter|field|argument) ['\"`](?<second>[a-z_.]+)['\"`]"
        + " is (?:unsupported|not supported|not allowed)|['\"`](?<third>[a-z_.]+)['\"`](?: parameter)? is not"
        + " supported|(?<fourth>[a-z_.]+): Extra inputs are not permitted");

    /** The fields whose omission makes a request less precise but does not change its meaning. */
    private static final List<String> OMITTABLE_FIELDS = List.of(
            "temperature",
            "top_p",
            "top_k",
            "presence_penalty",
            "frequency_penalty",
            "verbosity",
            "service_tier",
            "user",
            "metadata",
            "stop",
            "seed",
            "stream_options",
            "parallel_tool_calls",
            "reasoning_effort",
            "reasoning",
            "thinking",
            "enable_thinking",
            "chat_template_kwargs",
            "prompt_cache_key",
            "include",
            "store");

    /**
     * The pattern for errors that report missing reasoning, from DeepSeek ("must be passed back") and Moonshot ("is
     * missing in assistant tool call message").
     */
    private static final Pattern REASONING_MISSED =
            Pattern.compile("(?i)reasoning_content.*(?:passed back|missing)|missing reasoning_content");

    /**
     * The pattern for errors that report an unsupported schema, from OpenAI ("'response_format' of type 'json_schema'
     * is not supported with this model"), DeepSeek ("This response_format type is unavailable now"), serde ("unknown
     * variant `json_schema`"), and pydantic ("Input should be 'text' or 'json_object'").
     */
    private static final Pattern SCHEMA_REFUSED = Pattern.compile("(?is)(?:json_schema|response_format|text\\.format"
            + "|structured.outputs?).{0,200}(?:not (?:yet )?support|unsupported|unavailable|not available|not allowed"
            + "|unknown variant|must be|should be|supported values|expected)"
            + "|(?:unknown variant|unsupported|invalid value|does not support).{0,60}(?:json_schema|response_format"
            + "|structured.outputs?)");

    private OpenAiRefusals() {}

    /**
     * Returns the quirks with which the same request might succeed, or an empty result if the request was rejected for
     * another reason.
     */
    public static Optional<Quirks> learn(ErrorInfo refusal) {
        boolean isRequestError =
                refusal.kind() == ErrorKind.INVALID_REQUEST && refusal.status().orElse(0) < 500;
        Optional<Quirks> historyQuirks =
                TemplateRefusals.learn(refusal.message()).or(() -> ToolQuirk.learn(refusal.message()));
        return historyQuirks.isEmpty() && isRequestError ? learn(refusal.message()) : historyQuirks;
    }

    private static Optional<Quirks> learn(String message) {
        if (message.contains("verified to generate reasoning summaries") || message.contains("'reasoning.summary'")) {
            return quirk("reasoning-summary", "none");
        }
        if (message.contains("Encrypted content is not supported")) {
            return quirk(OpenAiQuirk.OMIT + "include", "true");
        }
        if (message.contains("role") && message.contains("'system'") && message.contains("does not support")) {
            return quirk(OpenAiQuirk.SYSTEM_ROLE, "developer");
        }
        if (SCHEMA_REFUSED.matcher(message).find()) {
            return quirk(OpenAiQuirk.NO_JSON_SCHEMA, "true");
        }
        if (REASONING_MISSED.matcher(message).find()) {
            return quirk("reasoning-back", "with-tool-calls");
        }
        Matcher refused = REFUSED.matcher(message);
        return refused.find() ? withoutField(field(refused), message) : Optional.empty();
    }

    private static String field(Matcher refused) {
        for (String group : List.of("first", "second", "third", "fourth")) {
            if (refused.group(group) != null) {
                return refused.group(group);
            }
        }
        return "";
    }

    private static Optional<Quirks> withoutField(String path, String message) {
        if (path.matches("(?:body\\.)?tools.*\\bstrict")) {
            return quirk(OpenAiQuirk.NO_STRICT_TOOLS, "true");
        }
        String field = path.replaceFirst("^body\\.", "").replaceFirst("[.\\[].*$", "");
        return switch (field) {
            case "max_tokens" ->
                message.contains("max_completion_tokens")
                        ? quirk("max-tokens-field", "max_completion_tokens")
                        : quirk(OpenAiQuirk.OMIT + field, "true");
            case "reasoning_content" -> quirk("reasoning-back", "never");
            case "max_completion_tokens" -> quirk("max-tokens-field", "max_tokens");
            default -> OMITTABLE_FIELDS.contains(field) ? quirk(OpenAiQuirk.OMIT + field, "true") : Optional.empty();
        };
    }

    private static Optional<Quirks> quirk(String name, String value) {
        return Optional.of(Quirks.NONE.with(name, value));
    }
}
