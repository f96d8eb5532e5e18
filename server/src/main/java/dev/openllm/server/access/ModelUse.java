package dev.openllm.server.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.error.ErrorKind;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One completed chat as a line of the usage record, without any of its content.
 *
 * @param time the time at which it ended, in ISO 8601 and UTC
 * @param consumer the consumer
 * @param model the {@code provider/model} that responded or failed
 * @param inputTokens the input tokens, as counted by the provider
 * @param outputTokens the output tokens, as counted by the provider
 * @param costUsd the cost in US dollars, if known
 * @param outcome the finish reason or, with {@code failed}, the kind of the error
 * @param failed whether it ended with an error
 * @param requests the number of chats that the line summarizes; absent for one chat
 * @param key the name of the provider's key that was used; absent for the unnamed key
 */
public record ModelUse(
        String time,
        String consumer,
        String model,
        OptionalLong inputTokens,
        OptionalLong outputTokens,
        OptionalDouble costUsd,
        String outcome,
        boolean failed,
        OptionalLong requests,
        Optional<String> key) {

    /** The finish reasons and kinds of errors, as written to the record. */
    private static final Map<Enum<?>, String> WORDS = new ConcurrentHashMap<>();

    public ModelUse {
        key = Wire.orElse(key, Optional.empty());
        time = Wire.orElse(time, "");
        consumer = Wire.orElse(consumer, "");
        model = Wire.orElse(model, "");
        outcome = Wire.orElse(outcome, "");
        requests = Wire.orElse(requests, OptionalLong.empty());
    }

    /** One chat. */
    public ModelUse(
            String time,
            String consumer,
            String model,
            OptionalLong inputTokens,
            OptionalLong outputTokens,
            OptionalDouble costUsd,
            String outcome,
            boolean failed) {
        this(
                time,
                consumer,
                model,
                inputTokens,
                outputTokens,
                costUsd,
                outcome,
                failed,
                OptionalLong.empty(),
                Optional.empty());
    }

    /** The same use, attributed to a different consumer. */
    ModelUse of(String otherConsumer) {
        return new ModelUse(
                time, otherConsumer, model, inputTokens, outputTokens, costUsd, outcome, failed, requests, key);
    }

    /** The sum of both uses, with this use's consumer and the other use's time. */
    ModelUse plus(ModelUse later) {
        return new ModelUse(
                later.time,
                consumer,
                later.model,
                OptionalLong.of(inputTokens.orElse(0) + later.inputTokens.orElse(0)),
                OptionalLong.of(outputTokens.orElse(0) + later.outputTokens.orElse(0)),
                costUsd.isEmpty() && later.costUsd.isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(costUsd.orElse(0) + later.costUsd.orElse(0)),
                later.outcome,
                false,
                OptionalLong.of(count() + later.count()),
                later.key);
    }

    /** The number of chats. */
    long count() {
        return requests.orElse(1);
    }

    /** The use as a line of the record. */
    byte[] json() {
        try {
            return Wire.JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
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
                false,
                OptionalLong.empty(),
                result.keyName());
    }

    /** An embedding request, with the tokens that count toward limits. */
    public static ModelUse embedded(
            String consumer, String model, OptionalLong inputTokens, OptionalDouble costUsd, Optional<String> key) {
        return new ModelUse(
                now(),
                consumer,
                model,
                inputTokens,
                OptionalLong.empty(),
                costUsd,
                "stop",
                false,
                OptionalLong.empty(),
                key);
    }

    /** A request that failed after tokens were used, with the tokens that count toward limits. */
    public static ModelUse failed(String consumer, String model, ErrorKind kind, Usage used, OptionalDouble costUsd) {
        return new ModelUse(now(), consumer, model, used.inputTokens(), used.outputTokens(), costUsd, word(kind), true);
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

    /** 1 for an error, 0 otherwise. A chat that the user canceled is not an error. */
    long failures() {
        return failed && !outcome.equals(word(ErrorKind.CANCELLED)) ? 1 : 0;
    }

    long tokens() {
        return inputTokens.orElse(0) + outputTokens.orElse(0);
    }

    /** The local date on which the chat ended. */
    LocalDate day() {
        return UseTimes.day(time);
    }

    private static String now() {
        return UseTimes.now();
    }

    private static String word(Enum<?> value) {
        return WORDS.computeIfAbsent(
                value, written -> Wire.JSON.valueToTree(written).asText());
    }
}
