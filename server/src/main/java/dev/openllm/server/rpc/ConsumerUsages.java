package dev.openllm.server.rpc;

import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.status.ConsumerUsage;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Who used models since the process started, in figures. Kept in memory only. */
public final class ConsumerUsages {

    /** Clients name themselves: consumers beyond this many are counted together. */
    private static final int MOST_CONSUMERS = 200;

    private static final int MOST_CHARACTERS = 200;
    private static final String OTHERS = "others";

    private final ConcurrentHashMap<String, ConsumerUsage> usages = new ConcurrentHashMap<>();

    /** Runs a chat and counts it when it has ended. */
    ChatResult counting(ChatParams params, Supplier<ChatResult> chat) {
        try {
            ChatResult result = chat.get();
            add(params, usageOf(result));
            return result;
        } catch (OpenLlmException failed) {
            add(params, withoutAnswer(params, failed.info().kind() == ErrorKind.CANCELLED ? 0 : 1));
            throw failed;
        } catch (RuntimeException fault) {
            add(params, withoutAnswer(params, 1));
            throw fault;
        }
    }

    /** The last who asked first. */
    List<ConsumerUsage> all() {
        return usages.values().stream()
                .sorted(Comparator.comparingLong(ConsumerUsage::lastAtMs).reversed())
                .toList();
    }

    private void add(ChatParams params, ConsumerUsage usage) {
        String name = params.consumer().orElse("unknown");
        String known = name.length() > MOST_CHARACTERS ? name.substring(0, MOST_CHARACTERS) : name;
        String consumer = usages.containsKey(known) || usages.size() < MOST_CONSUMERS ? known : OTHERS;
        usages.merge(consumer, named(consumer, usage), ConsumerUsages::sum);
    }

    private static ConsumerUsage usageOf(ChatResult result) {
        return new ConsumerUsage(
                "",
                1,
                0,
                result.usage().inputTokens().orElse(0),
                result.usage().outputTokens().orElse(0),
                result.costUsd(),
                result.model(),
                System.currentTimeMillis());
    }

    private static ConsumerUsage withoutAnswer(ChatParams params, int failures) {
        return new ConsumerUsage(
                "", 1, failures, 0, 0, OptionalDouble.empty(), params.model(), System.currentTimeMillis());
    }

    private static ConsumerUsage named(String consumer, ConsumerUsage usage) {
        return new ConsumerUsage(
                consumer,
                usage.requests(),
                usage.failures(),
                usage.inputTokens(),
                usage.outputTokens(),
                usage.costUsd(),
                usage.lastModel(),
                usage.lastAtMs());
    }

    private static ConsumerUsage sum(ConsumerUsage before, ConsumerUsage last) {
        return new ConsumerUsage(
                before.consumer(),
                before.requests() + last.requests(),
                before.failures() + last.failures(),
                before.inputTokens() + last.inputTokens(),
                before.outputTokens() + last.outputTokens(),
                sum(before.costUsd(), last.costUsd()),
                last.lastModel(),
                last.lastAtMs());
    }

    private static OptionalDouble sum(OptionalDouble before, OptionalDouble last) {
        return before.isEmpty() && last.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(before.orElse(0) + last.orElse(0));
    }
}
