package dev.openllm.protocol.access;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.OptionalInt;

/**
 * The user's access decisions and the recorded usage.
 *
 * @param rules the decisions, sorted by consumer
 * @param usage the recorded usage, newest day first
 * @param damagedUsageLines the number of damaged lines in the usage record that were skipped; absent if there are none
 */
public record ListAccessResult(List<AccessRule> rules, List<UsageOfDay> usage, OptionalInt damagedUsageLines) {

    public ListAccessResult {
        rules = Wire.list(rules);
        usage = Wire.list(usage);
        damagedUsageLines = Wire.orElse(damagedUsageLines, OptionalInt.empty());
    }

    /** Creates a result for a usage record without damaged lines. */
    public ListAccessResult(List<AccessRule> rules, List<UsageOfDay> usage) {
        this(rules, usage, OptionalInt.empty());
    }
}
