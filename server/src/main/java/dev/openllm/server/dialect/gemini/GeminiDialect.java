package dev.openllm.server.dialect.gemini;

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
import dev.openllm.server.dialect.WireRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The dialect for the Gemini API, which Google provides for its own models. Source: https://ai.google.dev/api */
public final class GeminiDialect implements Dialect {

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

    private static final List<LearnableQuirk> LEARNABLE_QUIRKS = List.of(
            LearnableQuirk.of("thinking[_ ]level is not supported", GeminiQuirk.THINKING, "budget"),
            LearnableQuirk.of("thinking[_ ]budget is not supported", GeminiQuirk.THINKING, "level"),
            LearnableQuirk.of("thinking level \\w+ is not supported", GeminiQuirk.THINKING, "none"),
            LearnableQuirk.of("thinking is not (enabled|supported)", GeminiQuirk.THINKING, "none"),
            LearnableQuirk.of("missing a thought_signature", GeminiQuirk.SIGNATURES, "required"),
            LearnableQuirk.of("(parameters|response)(_json_|json)schema", GeminiQuirk.SCHEMA, "openapi"),
            LearnableQuirk.of("developer instruction is not enabled", GeminiQuirk.SYSTEM, "user"),
            LearnableQuirk.of("\"parts\" at '.{0,60}function_?response", GeminiQuirk.TOOL_IMAGES, "beside"));

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
        return new GeminiRequestEncoder(call).encode();
    }

    @Override
    public ResponseReader reader(ChatCall call) {
        return new GeminiResponseReader(call);
    }

    @Override
    public ErrorInfo readError(int status, Map<String, String> headers, String body) {
        return GeminiErrors.read(status, headers, body);
    }

    @Override
    public Optional<Quirks> learn(ErrorInfo refusal) {
        return LearnableQuirk.learn(refusal, LEARNABLE_QUIRKS);
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
        return GeminiModelList.read(body);
    }
}
