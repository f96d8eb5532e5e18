package dev.openllm.server.access;

import dev.openllm.protocol.status.ConsumerUsage;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The consumers that have used models since the process started, with their usage. The data is stored only in memory,
 * whether or not usage is recorded in files.
 */
final class SessionUsage {

    /**
     * The maximum number of consumers that are counted separately. Additional consumers are counted together, because
     * clients choose their own names and could otherwise exhaust memory.
     */
    private static final int MAX_CONSUMERS = 200;

    private static final int MAX_NAME_LENGTH = 200;
    private static final String OTHERS = "others";

    private final ConcurrentHashMap<String, ConsumerUsage> usages = new ConcurrentHashMap<>();

    void add(ModelUse use) {
        String name = use.consumer();
        String truncatedName = name.length() > MAX_NAME_LENGTH ? name.substring(0, MAX_NAME_LENGTH) : name;
        String consumer = usages.containsKey(truncatedName) || usages.size() < MAX_CONSUMERS ? truncatedName : OTHERS;
        usages.merge(consumer, toConsumerUsage(consumer, use), SessionUsage::sum);
    }

    /** Returns the consumers, most recent first. */
    List<ConsumerUsage> all() {
        return usages.values().stream()
                .sorted(Comparator.comparingLong(ConsumerUsage::lastAtMs).reversed())
                .toList();
    }

    private static ConsumerUsage toConsumerUsage(String consumer, ModelUse use) {
        return new ConsumerUsage(
                consumer,
                1,
                use.failures(),
                use.inputTokens().orElse(0),
                use.outputTokens().orElse(0),
                use.costUsd(),
                use.model(),
                UseTimes.instant(use.time()).toEpochMilli());
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
