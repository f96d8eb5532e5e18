package dev.openllm.server.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.AnswerReader;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.HistoryRules;
import dev.openllm.server.dialect.HistoryRules.ReasoningBack;
import dev.openllm.server.dialect.HistoryRules.SystemPlace;
import dev.openllm.server.dialect.QuirkLesson;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.WireRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Google's own API for its models. Source: https://ai.google.dev/api */
public final class Gemini implements Dialect {

    private static final HistoryRules RULES = new HistoryRules(
            SystemPlace.FIRST,
            true,
            true,
            false,
            true,
            HistoryRules.IdRule.COMMON,
            // Source: https://ai.google.dev/api/caching#FunctionDeclaration
            new HistoryRules.NameRule("[a-zA-Z_][a-zA-Z0-9_-]{0,63}", 64),
            // Source: https://ai.google.dev/gemini-api/docs/image-understanding
            Set.of("image/png", "image/jpeg", "image/webp", "image/heic", "image/heif"),
            ReasoningBack.NEVER);

    private static final List<QuirkLesson> LESSONS = List.of(
            QuirkLesson.of("thinking[_ ]level is not supported", GeminiQuirk.THINKING, "budget"),
            QuirkLesson.of("thinking[_ ]budget is not supported", GeminiQuirk.THINKING, "level"),
            QuirkLesson.of("thinking level \\w+ is not supported", GeminiQuirk.THINKING, "none"),
            QuirkLesson.of("thinking is not (enabled|supported)", GeminiQuirk.THINKING, "none"),
            QuirkLesson.of("missing a thought_signature", GeminiQuirk.SIGNATURES, "required"),
            QuirkLesson.of("(parameters|response)(_json_|json)schema", GeminiQuirk.SCHEMA, "openapi"),
            QuirkLesson.of("developer instruction is not enabled", GeminiQuirk.SYSTEM, "user"),
            QuirkLesson.of("\"parts\" at '.{0,60}function_?response", GeminiQuirk.TOOL_IMAGES, "beside"));

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public Framing framing() {
        return Framing.SSE;
    }

    @Override
    public WireRequest encode(ChatCall call) {
        return new GeminiRequest(call).write();
    }

    @Override
    public AnswerReader reader(ChatCall call) {
        return new GeminiReader(call);
    }

    @Override
    public ErrorInfo readError(int status, Map<String, String> headers, String body) {
        return GeminiErrors.read(status, headers, body);
    }

    @Override
    public Optional<Quirks> learn(ErrorInfo refusal) {
        return QuirkLesson.learn(refusal, LESSONS);
    }

    @Override
    public HistoryRules historyRules(Quirks quirks) {
        return RULES;
    }

    @Override
    public WireRequest listModels(Optional<String> pageToken) {
        Map<String, String> query = new HashMap<>(Map.of("pageSize", "1000"));
        pageToken.ifPresent(token -> query.put("pageToken", token));
        return new WireRequest("GET", "/models", query, Map.of(), Optional.empty());
    }

    @Override
    public ModelPage readModels(JsonNode body) {
        return GeminiModels.read(body);
    }
}
