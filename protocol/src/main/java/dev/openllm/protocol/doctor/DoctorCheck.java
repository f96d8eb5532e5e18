package dev.openllm.protocol.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openllm.protocol.Wire;

/**
 * One of the doctor's checks.
 *
 * @param provider the configured name of the provider
 * @param name the check
 * @param outcome the outcome
 * @param message what the check found, or what went wrong and what to do
 * @param tookMs the duration in milliseconds
 */
public record DoctorCheck(String provider, Name name, Outcome outcome, String message, long tookMs) {

    public DoctorCheck {
        provider = Wire.orElse(provider, "");
        message = Wire.orElse(message, "");
    }

    /** The checks, in the order in which they run. */
    public enum Name {
        /** The configuration is valid, and the address responds. */
        @JsonProperty("reach")
        REACH,
        /** A key exists or is not required. */
        @JsonProperty("key")
        KEY,
        /** The provider lists models. */
        @JsonProperty("list")
        LIST,
        /** Responses are streamed. */
        @JsonProperty("stream")
        STREAM,
        /** Responses report token usage. */
        @JsonProperty("usage")
        USAGE,
        /** The model calls a tool and uses its result. */
        @JsonProperty("tool")
        TOOL,
        /** The model reads an image. */
        @JsonProperty("image")
        IMAGE,
        /** A running response can be canceled. */
        @JsonProperty("cancel")
        CANCEL
    }

    /** The outcome of a check. */
    public enum Outcome {
        @JsonProperty("passed")
        PASSED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("skipped")
        SKIPPED
    }
}
