package dev.openllm.server.dialect.completion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.server.dialect.Outcome;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How a completion ended, read from the last message of a server. */
final class EndReasons {

    private EndReasons() {}

    /**
     * The outcome in a message whose fields have these names.
     *
     * @param reason the field of the reason
     * @param prompt the field of the prompt's tokens
     * @param generated the field of the generated tokens
     * @param cached the field of the tokens that were read from a cache
     */
    static Outcome outcome(JsonNode end, String reason, String prompt, String generated, String cached) {
        String raw = end.path(reason).asText("");
        Usage usage = new Usage(
                count(end.path(prompt)),
                count(end.path(generated)),
                count(end.path(cached)),
                OptionalLong.empty(),
                OptionalLong.empty());
        return new Outcome(
                of(raw),
                raw,
                usage,
                Optional.empty(),
                Optional.of(end.path("model").asText("")).filter(name -> !name.isEmpty()),
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
