package dev.openllm.server.dialect.anthropicmessages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.HistoryRules;
import dev.openllm.server.dialect.HistoryRules.ReasoningBack;
import dev.openllm.server.dialect.HistoryRules.SystemPlace;
import dev.openllm.server.dialect.LearnableQuirk;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.ResponseReader;
import dev.openllm.server.dialect.StructuredOutput;
import dev.openllm.server.dialect.ToolQuirk;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.dialect.schema.ToolRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The dialect for the Anthropic Messages API. Source: https://platform.claude.com/docs/en/api/messages */
public final class AnthropicDialect implements Dialect {

    /** The dialect name used in configuration files. */
    public static final String NAME = "anthropic-messages";

    /** The rules for tools. Source of the name pattern: https://github.com/anthropics/claude-code/issues/79418 */
    private static final ToolRules TOOL_RULES =
            new ToolRules(0, false, Optional.of("[a-zA-Z0-9_.-]{1,64}"), Set.of(), ToolRules.Strict.CLOSED);

    private static HistoryRules rules(boolean unsignedThinking, boolean endsWithUser) {
        return new HistoryRules(
                SystemPlace.FIRST,
                true,
                true,
                false,
                true,
                HistoryRules.IdRule.COMMON,
                HistoryRules.NameRule.COMMON,
                HistoryRules.COMMON_IMAGE_TYPES,
                // Claude reasoning is sent back only as signed blocks.
                unsignedThinking ? ReasoningBack.ALWAYS : ReasoningBack.NEVER,
                endsWithUser,
                true);
    }

    private static final List<LearnableQuirk> LEARNABLE_QUIRKS = List.of(
            LearnableQuirk.of("thinking\\.type\\.enabled.{0,9}not supported", AnthropicQuirk.THINKING, "adaptive"),
            LearnableQuirk.of("adaptive.{0,40}not supported", AnthropicQuirk.THINKING, "budget"),
            LearnableQuirk.of("temperature.{0,9}and.{0,9}top_p.{0,9}cannot both", AnthropicQuirk.SAMPLING, "one"),
            LearnableQuirk.of("(temperature|top_p).{0,9}deprecated", AnthropicQuirk.SAMPLING, "none"),
            LearnableQuirk.of(
                    "assistant message prefill|must end with a user message", AnthropicQuirk.LAST_MESSAGE, "user"),
            LearnableQuirk.of(
                    "reasoning_content.*missing|(thinking|reasoning).*must be passed back",
                    AnthropicQuirk.UNSIGNED_THINKING,
                    "true"),
            LearnableQuirk.of(
                    "signature.{0,20}(field required|invalid)|invalid.{0,3}signature",
                    AnthropicQuirk.UNSIGNED_THINKING,
                    "false"),
            LearnableQuirk.of(
                    "output_config(?!\\.effort)|output_format|structured.outputs?",
                    StructuredOutput.NO_JSON_SCHEMA,
                    "true"),
            LearnableQuirk.of("cache_control", AnthropicQuirk.PROMPT_CACHE, "off"));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Framing framing() {
        return Framing.SSE;
    }

    @Override
    public WireRequest encode(ChatCall call) {
        Map<String, String> headers = new HashMap<>(version());
        String beta = call.quirks().value(AnthropicQuirk.BETA, "");
        if (!beta.isEmpty()) {
            headers.put("anthropic-beta", beta);
        }
        return new WireRequest(
                "POST", "/messages", Map.of(), headers, Optional.of(new AnthropicRequestEncoder(call).body()));
    }

    @Override
    public ResponseReader reader(ChatCall call) {
        return new AnthropicResponseReader(call);
    }

    @Override
    public ErrorInfo readError(int status, Map<String, String> headers, String body) {
        return AnthropicErrors.read(status, headers, body);
    }

    @Override
    public Optional<Quirks> learn(ErrorInfo refusal) {
        return LearnableQuirk.learn(refusal, LEARNABLE_QUIRKS).or(() -> ToolQuirk.learn(refusal.message()));
    }

    @Override
    public HistoryRules historyRules(Quirks quirks) {
        return rules(
                quirks.has(AnthropicQuirk.UNSIGNED_THINKING),
                quirks.value(AnthropicQuirk.LAST_MESSAGE, "any").equals("user"));
    }

    @Override
    public ToolRules toolRules(Quirks quirks) {
        return ToolQuirk.apply(TOOL_RULES, quirks);
    }

    @Override
    public WireRequest listModels(Optional<String> pageToken) {
        Map<String, String> query = new HashMap<>(Map.of("limit", "1000"));
        pageToken.ifPresent(token -> query.put("after_id", token));
        return new WireRequest("GET", "/models", query, version(), Optional.empty());
    }

    @Override
    public ModelPage readModels(JsonNode body) {
        return AnthropicModelList.read(body);
    }

    /**
     * Returns the version header, which every request requires. Source:
     * https://platform.claude.com/docs/en/api/versioning
     */
    private static Map<String, String> version() {
        return Map.of("anthropic-version", "2023-06-01");
    }
}
