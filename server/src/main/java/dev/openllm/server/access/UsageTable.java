package dev.openllm.server.access;

import dev.openllm.protocol.access.UsageOfDay;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Summarizes the usage record by day, consumer, and model. */
final class UsageTable {

    private UsageTable() {}

    /** Returns the summaries, sorted by day (newest first), consumer, and model. */
    static List<UsageOfDay> of(List<ModelUse> uses) {
        Map<String, UsageOfDay> sums = new TreeMap<>();
        for (ModelUse use : uses) {
            UsageOfDay usage = toUsageOfDay(use);
            sums.merge(
                    usage.day() + "\n" + use.consumer() + "\n" + use.model() + "\n"
                            + use.key().orElse(""),
                    usage,
                    UsageTable::sum);
        }
        return sums.values().stream()
                .sorted(Comparator.comparing(UsageOfDay::day).reversed())
                .toList();
    }

    private static UsageOfDay toUsageOfDay(ModelUse use) {
        return new UsageOfDay(
                use.day().toString(),
                use.consumer(),
                use.model(),
                use.count(),
                use.failures(),
                use.inputTokens().orElse(0),
                use.outputTokens().orElse(0),
                use.costUsd().orElse(0),
                use.key());
    }

    private static UsageOfDay sum(UsageOfDay a, UsageOfDay b) {
        return new UsageOfDay(
                a.day(),
                a.consumer(),
                a.model(),
                a.requests() + b.requests(),
                a.failures() + b.failures(),
                a.inputTokens() + b.inputTokens(),
                a.outputTokens() + b.outputTokens(),
                a.costUsd() + b.costUsd(),
                a.keyName());
    }
}
