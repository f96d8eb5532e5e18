package dev.openllm.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A line to write to the client's log.
 *
 * @param level the severity of the line
 * @param message the text of the line, which contains no secrets and no conversation content
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
