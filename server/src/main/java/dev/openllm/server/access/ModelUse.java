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
 * A completed chat as a line of the usage record, without the content of the chat.
 *
 * @param time the time at which the chat ended, in ISO 8601 format and UTC
 * @param consumer the extension or program that sent the request
 * @param model the {@code provider/model} that responded or failed
 * @param inputTokens the number of input tokens, as counted by the provider
 * @param outputTokens the number of output tokens, as counted by the provider
 * @param costUsd the cost in US dollars, if known
 * @param outcome the finish reason or, if {@code failed} is true, the kind of the error
 * @param failed whether the chat ended with an error
 * @param requests the number of chats that the line summarizes; absent if the line represents a single chat
 * @param key the name of the provider's API key that was used; absent for the unnamed key
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

    /** The strings that represent finish reasons and error kinds in the usage record. */
    private static final Map<Enum<?>, String> WIRE_NAMES = new ConcurrentHashMap<>();

    public ModelUse {
        key = Wire.orElse(key, Optional.empty());
        time = Wire.orElse(time, "");
        consumer = Wire.orElse(consumer, "");
        model = Wire.orElse(model, "");
        outcome = Wire.orElse(outcome, "");
        requests = Wire.orElse(requests, OptionalLong.empty());
    }

    /** Creates the usage record line for a single chat. */
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

    /** Returns a copy of this entry that is attributed to a different consumer. */
    ModelUse withConsumer(String otherConsumer) {
        return new ModelUse(
                time, otherConsumer, model, inputTokens, outputTokens, costUsd, outcome, failed, requests, key);
    }

    /**
     * Returns an entry with the combined usage of this entry and a later one. The new entry has the consumer of this
     * entry and the time of the later one.
     */
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

    /** Returns the number of chats that this entry represents. */
    long count() {
        return requests.orElse(1);
    }

    /** Returns this entry as a line of the usage record. */
    byte[] toJson() {
        try {
            return Wire.JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException(unexpected);
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
                wireName(result.finishReason()),
                false,
                OptionalLong.empty(),
                result.keyName());
    }

    /** Returns the usage record entry for an embedding request, including the tokens that count toward limits. */
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

    /**
     * Returns the usage record entry for a request that failed after tokens had been used, including the tokens that
     * count toward limits.
     */
    public static ModelUse failed(String consumer, String model, ErrorKind kind, Usage used, OptionalDouble costUsd) {
        return new ModelUse(
                now(), consumer, model, used.inputTokens(), used.outputTokens(), costUsd, wireName(kind), true);
    }

    public static ModelUse failed(String consumer, String model, ErrorKind kind) {
        return new ModelUse(
                now(),
                consumer,
                model,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                wireName(kind),
                true);
    }

    /** Returns 1 if the chat failed, and 0 if it did not. A chat that the user canceled does not count as failed. */
    long failures() {
        return failed && !outcome.equals(wireName(ErrorKind.CANCELLED)) ? 1 : 0;
    }

    long tokens() {
        return inputTokens.orElse(0) + outputTokens.orElse(0);
    }

    /** Returns the date, in the local time zone, on which the chat ended. */
    LocalDate day() {
        return UseTimes.day(time);
    }

    private static String now() {
        return UseTimes.now();
    }

    private static String wireName(Enum<?> value) {
        return WIRE_NAMES.computeIfAbsent(
                value, constant -> Wire.JSON.valueToTree(constant).asText());
    }
}
