package dev.openllm.protocol.access;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The user's decision for a consumer that requests a model. */
public enum ConsentAnswer {
    /** The consumer may use every model. */
    @JsonProperty("allow")
    ALLOW,
    /** The consumer may use this model. */
    @JsonProperty("allow_model")
    ALLOW_MODEL,
    /** The consumer may use no other models. */
    @JsonProperty("deny")
    DENY
}
