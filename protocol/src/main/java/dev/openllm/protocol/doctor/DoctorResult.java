package dev.openllm.protocol.doctor;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * The results of all checks.
 *
 * @param checks the checks, in the order in which they ran
 * @param report the results as text for a bug report, without API keys, addresses of private servers, or conversations
 */
public record DoctorResult(List<DoctorCheck> checks, String report) {

    public DoctorResult {
        checks = Wire.list(checks);
        report = Wire.orElse(report, "");
    }
}
