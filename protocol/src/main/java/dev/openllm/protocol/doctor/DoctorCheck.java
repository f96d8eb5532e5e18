package dev.openllm.protocol.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openllm.protocol.Wire;

/**
 * One thing that was tried.
 *
 * @param provider the configured name of the provider
 * @param name what was tried
 * @param outcome how it went
 * @param message for a person: what was seen, or what went wrong and what to do
 * @param tookMs how long it took, in milliseconds
 */
public record DoctorCheck(String provider, Name name, Outcome outcome, String message, long tookMs) {

    public DoctorCheck {
        provider = Wire.orElse(provider, "");
        message = Wire.orElse(message, "");
    }

    /** What is tried, in this order. */
    public enum Name {
        /** The configuration makes sense and the address answers. */
        @JsonProperty("reach")
        REACH,
        /** There is a key, or none is needed. */
        @JsonProperty("key")
        KEY,
        /** The provider lists models. */
        @JsonProperty("list")
        LIST,
        /** An answer comes in pieces. */
        @JsonProperty("stream")
        STREAM,
        /** The answer says how many tokens it took. */
        @JsonProperty("usage")
        USAGE,
        /** A tool is called, and its result understood. */
        @JsonProperty("tool")
        TOOL,
        /** A picture is seen. */
        @JsonProperty("image")
        IMAGE,
        /** A running answer can be stopped. */
        @JsonProperty("cancel")
        CANCEL
    }

    /** How it went. */
    public enum Outcome {
        @JsonProperty("passed")
        PASSED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("skipped")
        SKIPPED
    }
}
