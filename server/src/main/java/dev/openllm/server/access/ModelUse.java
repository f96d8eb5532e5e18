package dev.openllm.server.access;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One chat that is over, as a line of the record. Knows nothing of its content.
 *
 * @param time when it ended, in ISO 8601 and UTC
 * @param consumer who asked
 * @param model {@code provider/model} that answered or failed
 * @param inputTokens as the provider counted them
 * @param outputTokens as the provider counted them
 * @param costUsd in US dollars, where known
 * @param outcome the finish reason, or with {@code failed} the kind of the error
 * @param failed whether it ended with an error
 */
public record ModelUse(
        String time,
        String consumer,
        String model,
        OptionalLong inputTokens,
        OptionalLong outputTokens,
        OptionalDouble costUsd,
        String outcome,
        boolean failed) {

    public ModelUse {
        time = Wire.orElse(time, "");
        consumer = Wire.orElse(consumer, "");
        model = Wire.orElse(model, "");
        outcome = Wire.orElse(outcome, "");
    }

    public static ModelUse finished(String consumer, ChatResult result) {
        return new ModelUse(
                now(),
                consumer,
                result.model(),
                result.usage().inputTokens(),
                result.usage().outputTokens(),
                result.costUsd(),
                word(result.finishReason()),
                false);
    }

    public static ModelUse failed(String consumer, String model, ErrorKind kind) {
        return new ModelUse(
                now(),
                consumer,
                model,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                word(kind),
                true);
    }

    /** 1 for an error; what the person stopped is none. */
    long failures() {
        return failed && !outcome.equals(word(ErrorKind.CANCELLED)) ? 1 : 0;
    }

    long tokens() {
        return inputTokens.orElse(0) + outputTokens.orElse(0);
    }

    /** The local date it ended on. */
    LocalDate day() {
        return Instant.parse(time).atZone(ZoneId.systemDefault()).toLocalDate();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String word(Enum<?> value) {
        return Wire.JSON.valueToTree(value).asText();
    }
}
