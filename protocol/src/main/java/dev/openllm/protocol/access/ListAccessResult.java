package dev.openllm.protocol.access;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * Who may use which model, and who did.
 *
 * @param rules the remembered answers, by consumer
 * @param usage newest day first
 */
public record ListAccessResult(List<AccessRule> rules, List<UsageOfDay> usage) {

    public ListAccessResult {
        rules = Wire.list(rules);
        usage = Wire.list(usage);
    }
}
