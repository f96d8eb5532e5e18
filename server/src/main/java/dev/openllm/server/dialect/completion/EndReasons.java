package dev.openllm.server.dialect.completion;

import dev.openllm.protocol.chat.FinishReason;
import java.util.Locale;

/** The words with which servers say why a completion ended. */
final class EndReasons {

    private EndReasons() {}

    static FinishReason of(String raw) {
        return switch (raw.toLowerCase(Locale.ROOT)) {
            case "", "stop", "eos", "word", "none" -> FinishReason.STOP;
            case "length", "limit", "model_length", "max_tokens" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            case "error", "insufficient_system_resource", "abort" -> FinishReason.ERROR;
            default -> FinishReason.OTHER;
        };
    }
}
