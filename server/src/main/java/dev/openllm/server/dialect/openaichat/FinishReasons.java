package dev.openllm.server.dialect.openaichat;

import dev.openllm.protocol.chat.FinishReason;
import java.util.Locale;

/** Maps the finish reasons of Chat Completions providers. */
final class FinishReasons {

    private FinishReasons() {}

    /**
     * Returns the finish reason without considering tool calls and refusals.
     *
     * @param raw the server's finish reason, or an empty string if the server only reported the end of the stream
     */
    static FinishReason reason(String raw) {
        return switch (raw.toLowerCase(Locale.ROOT)) {
            case "", "stop", "eos", "end_turn", "stop_sequence", "complete", "completed" -> FinishReason.STOP;
            case "length", "max_tokens", "model_length", "max_output_tokens", "model_context_window_exceeded" ->
                FinishReason.LENGTH;
            case "tool_calls", "tool_call", "tool_use", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter", "safety", "recitation", "sensitive", "prohibited_content" ->
                FinishReason.CONTENT_FILTER;
            case "refusal" -> FinishReason.REFUSAL;
            // DeepSeek and Z.ai report this if they run out of capacity; SGLang reports it if a request was aborted.
            case "error", "insufficient_system_resource", "network_error", "abort" -> FinishReason.ERROR;
            default -> FinishReason.OTHER;
        };
    }

    /**
     * Returns the finish reason. Many servers report {@code stop} even if the response contains tool calls or the model
     * refused to respond.
     */
    static FinishReason reason(String raw, boolean toolCalls, boolean refused) {
        FinishReason reported = reason(raw);
        if (reported != FinishReason.STOP) {
            return reported;
        }
        return toolCalls ? FinishReason.TOOL_CALLS : refused ? FinishReason.REFUSAL : FinishReason.STOP;
    }
}
