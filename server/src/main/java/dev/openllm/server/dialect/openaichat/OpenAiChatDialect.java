package dev.openllm.server.dialect.openaichat;

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

/** The dialect for the OpenAI Chat Completions API. Source: https://platform.openai.com/docs/api-reference/chat */
public final class OpenAiChatDialect implements Dialect {

    /** The dialect name used in configuration files. */
    public static final String NAME = "openai-chat";

    /**
     * The default rule for tool call IDs. OpenAI rejects IDs longer than 40 characters, and routers that serve Claude
     * models reject IDs that contain characters other than ASCII letters, digits, underscores, and hyphens.
     */
    private static final IdRule COMMON_IDS = new IdRule("[a-zA-Z0-9_-]{1,40}", 32);

    /**
     * The rule for tool call IDs that are sent to Mistral. Mistral accepts only IDs that consist of nine ASCII letters
     * and digits, and returns error 3280 for any other ID.
     */
    private static final IdRule NINE_ALPHANUMERICS = new IdRule("[a-zA-Z0-9]{9}", 9);

    private static final IdRule ANY_IDS = new IdRule("[!-~]{1,64}", 32);

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
        return WireRequest.post("/chat/completions", new OpenAiChatRequestEncoder(call).body());
    }

    @Override
    public ResponseReader reader(ChatCall call) {
        return new OpenAiChatResponseReader(call);
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
                quirks.has(OpenAiChatQuirk.ASSISTANT_AFTER_TOOL_RESULT),
                quirks.has(OpenAiChatQuirk.IMAGES_IN_TOOL_RESULTS),
                switch (quirks.value(OpenAiChatQuirk.TOOL_CALL_IDS, "common")) {
                    case "alphanumeric-9" -> NINE_ALPHANUMERICS;
                    case "any" -> ANY_IDS;
                    default -> COMMON_IDS;
                },
                NameRule.COMMON,
                HistoryRules.COMMON_IMAGE_TYPES,
                switch (quirks.value(OpenAiChatQuirk.REASONING_BACK, "never")) {
                    case "in-tool-loop" -> ReasoningBack.IN_TOOL_LOOP;
                    case "with-tool-calls", "always" -> ReasoningBack.ALWAYS; // the encoder selects the messages
                    default -> ReasoningBack.NEVER;
                },
                OpenAiQuirk.endsWithUser(quirks),
                quirks.has(OpenAiChatQuirk.CACHE_BREAKPOINTS));
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
