package dev.openllm.protocol.access;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The user's answer to the question of whether a consumer may use a model. */
public enum ConsentAnswer {
    /** The consumer may use every model. */
    @JsonProperty("allow")
    ALLOW,
    /** The consumer may use the requested model. */
    @JsonProperty("allow_model")
    ALLOW_MODEL,
    /** The consumer may not use any model, except models that the user allows individually. */
    @JsonProperty("deny")
    DENY
}
