package dev.openllm.protocol.doctor;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * What was found.
 *
 * @param checks in the order they were made
 * @param report all of it as text that can be put into an issue: without keys, addresses of own servers, and content
 */
public record DoctorResult(List<DoctorCheck> checks, String report) {

    public DoctorResult {
        checks = Wire.list(checks);
        report = Wire.orElse(report, "");
    }
}
