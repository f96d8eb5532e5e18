package dev.openllm.protocol.access;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.OptionalInt;

/**
 * The user's access decisions and the recorded usage.
 *
 * @param rules the decisions, by consumer
 * @param usage newest day first
 * @param damagedUsageLines how many damaged lines of the usage record were skipped, where there are any
 */
public record ListAccessResult(List<AccessRule> rules, List<UsageOfDay> usage, OptionalInt damagedUsageLines) {

    public ListAccessResult {
        rules = Wire.list(rules);
        usage = Wire.list(usage);
        damagedUsageLines = Wire.orElse(damagedUsageLines, OptionalInt.empty());
    }

    /** Of a record without damaged lines. */
    public ListAccessResult(List<AccessRule> rules, List<UsageOfDay> usage) {
        this(rules, usage, OptionalInt.empty());
    }
}
