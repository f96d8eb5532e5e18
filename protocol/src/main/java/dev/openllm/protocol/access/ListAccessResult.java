package dev.openllm.protocol.access;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * The user's access decisions and the recorded usage.
 *
 * @param rules the decisions, by consumer
 * @param usage newest day first
 */
public record ListAccessResult(List<AccessRule> rules, List<UsageOfDay> usage) {

    public ListAccessResult {
        rules = Wire.list(rules);
        usage = Wire.list(usage);
    }
}
