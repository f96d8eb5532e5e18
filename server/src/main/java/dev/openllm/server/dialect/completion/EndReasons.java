package dev.openllm.server.dialect.completion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.server.dialect.Outcome;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Converts the last message of a response to the outcome of a completion. */
final class EndReasons {

    private EndReasons() {}

    /**
     * Reads the outcome from a message that has the given field names.
     *
     * @param summary the last message
     * @param reason the name of the field that contains the finish reason
     * @param prompt the name of the field that contains the number of prompt tokens
     * @param generated the name of the field that contains the number of generated tokens
     * @param cached the name of the field that contains the number of tokens read from a cache
     */
    static Outcome outcome(JsonNode summary, String reason, String prompt, String generated, String cached) {
        String raw = summary.path(reason).asText("");
        Usage usage = new Usage(
                count(summary.path(prompt)),
                count(summary.path(generated)),
                count(summary.path(cached)),
                OptionalLong.empty(),
                OptionalLong.empty());
        return new Outcome(
                of(raw),
                raw,
                usage,
                Optional.empty(),
                Optional.of(summary.path("model").asText("")).filter(name -> !name.isEmpty()),
                OptionalDouble.empty());
    }

    private static OptionalLong count(JsonNode value) {
        return value.isNumber() ? OptionalLong.of(value.asLong()) : OptionalLong.empty();
    }

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
