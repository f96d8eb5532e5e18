package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;
import java.util.List;

/** All current problems with the configuration. */
public record ProblemsParams(List<Problem> problems) {

    public ProblemsParams {
        problems = Wire.list(problems);
    }
}
