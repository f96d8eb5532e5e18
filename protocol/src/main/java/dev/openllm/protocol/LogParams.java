package dev.openllm.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A line for the client's log.
 *
 * @param level the severity
 * @param message one line, without secrets and conversation content
 */
public record LogParams(Level level, String message) {

    /** The severity of a log line. */
    public enum Level {
        @JsonProperty("debug")
        DEBUG,
        @JsonProperty("info")
        INFO,
        @JsonProperty("warning")
        WARNING,
        @JsonProperty("error")
        ERROR
    }
}
