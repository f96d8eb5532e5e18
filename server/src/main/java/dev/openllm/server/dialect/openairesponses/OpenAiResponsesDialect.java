package dev.openllm.server.dialect.openairesponses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.HistoryRules;
import dev.openllm.server.dialect.HistoryRules.IdRule;
import dev.openllm.server.dialect.HistoryRules.NameRule;
import dev.openllm.server.dialect.HistoryRules.ReasoningBack;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.ResponseReader;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.dialect.openai.OpenAiErrors;
import dev.openllm.server.dialect.openai.OpenAiModelList;
import dev.openllm.server.dialect.openai.OpenAiQuirk;
import dev.openllm.server.dialect.openai.OpenAiRefusals;
import dev.openllm.server.dialect.schema.ToolRules;
import java.util.Map;
import java.util.Optional;

/** The dialect for the OpenAI Responses API. Source: https://platform.openai.com/docs/api-reference/responses */
public final class OpenAiResponsesDialect implements Dialect {

    /** The dialect name used in configuration files. */
    public static final String NAME = "openai-responses";

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
        return WireRequest.post("/responses", new OpenAiResponsesRequestEncoder(call).body());
    }

    @Override
    public ResponseReader reader(ChatCall call) {
        return new OpenAiResponsesResponseReader(call);
    }

    @Override
    public ErrorInfo readError(int status, Map<String, String> headers, String body) {
        return OpenAiErrors.read(status, headers, body);
    }

    @Override
    public Optional<Quirks> learn(ErrorInfo refusal) {
        return OpenAiRefusals.learn(refusal);
    }

    @Override
    public HistoryRules historyRules(Quirks quirks) {
        boolean alternate = quirks.has(OpenAiQuirk.ROLES_ALTERNATE);
        return new HistoryRules(
                OpenAiQuirk.systemPlace(quirks),
                alternate,
                alternate,
                false,
                quirks.has(OpenAiResponsesQuirk.IMAGES_IN_TOOL_OUTPUT),
                IdRule.COMMON,
                NameRule.COMMON,
                HistoryRules.COMMON_IMAGE_TYPES,
                ReasoningBack.NEVER, // reasoning is sent back as provider state
                OpenAiQuirk.endsWithUser(quirks),
                false);
    }

    @Override
    public ToolRules toolRules(Quirks quirks) {
        return OpenAiQuirk.toolRules(quirks);
    }

    @Override
    public WireRequest listModels(Optional<String> pageToken) {
        return OpenAiModelList.request(pageToken);
    }

    @Override
    public ModelPage readModels(JsonNode body) {
        return OpenAiModelList.read(body);
    }
}
