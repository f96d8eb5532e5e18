package dev.openllm.protocol.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openllm.protocol.Wire;

/**
 * The result of one check of a provider.
 *
 * @param provider the configured name of the provider
 * @param name the name of the check
 * @param outcome the outcome of the check
 * @param message the result of the check, or what went wrong and how to fix it
 * @param tookMs the duration in milliseconds
 */
public record DoctorCheck(String provider, Name name, Outcome outcome, String message, long tookMs) {

    public DoctorCheck {
        provider = Wire.orElse(provider, "");
        message = Wire.orElse(message, "");
    }

    /** The names of the checks, in the order in which the checks run. */
    public enum Name {
        /** Whether the configuration is valid and the provider is reachable. */
        @JsonProperty("reach")
        REACH,
        /** Whether an API key is available and accepted, or is not required. */
        @JsonProperty("key")
        KEY,
        /** Whether the provider lists models. */
        @JsonProperty("list")
        LIST,
        /** Whether responses are streamed. */
        @JsonProperty("stream")
        STREAM,
        /** Whether responses report token usage. */
        @JsonProperty("usage")
        USAGE,
        /** Whether the model calls a tool and uses its result. */
        @JsonProperty("tool")
        TOOL,
        /** Whether the model can read an image. */
        @JsonProperty("image")
        IMAGE,
        /** Whether a running response can be canceled. */
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
