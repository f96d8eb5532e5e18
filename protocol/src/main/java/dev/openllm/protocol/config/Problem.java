package dev.openllm.protocol.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * A problem with the configuration.
 *
 * @param severity whether it stops something from working
 * @param message what is wrong and what to do, in one sentence
 * @param file the path of the file; absent for settings and the environment
 * @param line from 1; 0 if unknown
 * @param column from 1; 0 if unknown
 * @param setting the setting or field: {@code providers[2].api_base}
 */
public record Problem(
        Severity severity, String message, Optional<String> file, int line, int column, Optional<String> setting) {

    /** The severity of a problem. */
    public enum Severity {
        @JsonProperty("error")
        ERROR,
        @JsonProperty("warning")
        WARNING,
        @JsonProperty("information")
        INFORMATION
    }
}
