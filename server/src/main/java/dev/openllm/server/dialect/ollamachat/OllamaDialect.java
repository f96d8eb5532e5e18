package dev.openllm.server.dialect.ollamachat;

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
import dev.openllm.server.dialect.ToolQuirk;
import dev.openllm.server.dialect.WireRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The dialect for the native Ollama API. Source: https://docs.ollama.com/api */
public final class OllamaDialect implements Dialect {

    private static final HistoryRules RULES = new HistoryRules(
            // Chat templates differ in how they treat system messages that are not at the start.
            SystemPlace.FIRST,
            false,
            false,
            false,
            false,
            HistoryRules.IdRule.COMMON,
            HistoryRules.NameRule.COMMON,
            // The image formats that the server can decode. Source: https://github.com/ollama/ollama/issues/2457
            Set.of("image/png", "image/jpeg", "image/webp"),
            // The model's chat template selects the reasoning that the model needs. For gpt-oss, this is the reasoning
            // that led to its tool calls.
            ReasoningBack.ALWAYS);

    private static final List<LearnableQuirk> LEARNABLE_QUIRKS = List.of(
            LearnableQuirk.of("does not support thinking", OllamaQuirk.THINK, "none"),
            LearnableQuirk.of("think value .{0,20} not supported", OllamaQuirk.THINK, "switch"));

    @Override
    public String name() {
        return "ollama-chat";
    }

    @Override
    public Framing framing() {
        return Framing.NDJSON;
    }

    @Override
    public WireRequest encode(ChatCall call) {
        return WireRequest.post("/api/chat", new OllamaRequestEncoder(call).body());
    }

    @Override
    public ResponseReader reader(ChatCall call) {
        return new OllamaResponseReader(call);
    }

    @Override
    public ErrorInfo readError(int status, Map<String, String> headers, String body) {
        return OllamaErrors.read(status, headers, body);
    }

    @Override
    public Optional<Quirks> learn(ErrorInfo refusal) {
        return LearnableQuirk.learn(refusal, LEARNABLE_QUIRKS).or(() -> ToolQuirk.learn(refusal.message()));
    }

    @Override
    public HistoryRules historyRules(Quirks quirks) {
        return RULES;
    }

    @Override
    public WireRequest listModels(Optional<String> pageToken) {
        return OllamaModelList.request();
    }

    @Override
    public ModelPage readModels(JsonNode body) {
        return OllamaModelList.read(body);
    }
}
