package dev.openllm.server.dialect.openaichat;

import dev.openllm.protocol.chat.FinishReason;
import java.util.Locale;

/** The finish reasons of Chat Completions servers. */
final class FinishReasons {

    private FinishReasons() {}

    /** @param raw the server's finish reason, or empty if it only reported the end of the stream */
    static FinishReason reason(String raw) {
        return switch (raw.toLowerCase(Locale.ROOT)) {
            case "", "stop", "eos", "end_turn", "stop_sequence", "complete", "completed" -> FinishReason.STOP;
            case "length", "max_tokens", "model_length", "max_output_tokens", "model_context_window_exceeded" ->
                FinishReason.LENGTH;
            case "tool_calls", "tool_call", "tool_use", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter", "safety", "recitation", "sensitive", "prohibited_content" ->
                FinishReason.CONTENT_FILTER;
            case "refusal" -> FinishReason.REFUSAL;
            // DeepSeek and Z.ai report it when they run out of capacity, SGLang when a request was aborted.
            case "error", "insufficient_system_resource", "network_error", "abort" -> FinishReason.ERROR;
            default -> FinishReason.OTHER;
        };
    }

    /** Many report stop when there are tool calls, and when the model refused. */
    static FinishReason reason(String raw, boolean toolCalls, boolean refused) {
        FinishReason said = reason(raw);
        if (said != FinishReason.STOP) {
            return said;
        }
        return toolCalls ? FinishReason.TOOL_CALLS : refused ? FinishReason.REFUSAL : FinishReason.STOP;
    }
}
