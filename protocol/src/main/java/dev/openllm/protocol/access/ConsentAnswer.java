package dev.openllm.protocol.access;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the person said about a consumer that wants to use a model. */
public enum ConsentAnswer {
    /** It may use every model. */
    @JsonProperty("allow")
    ALLOW,
    /** It may use this model. */
    @JsonProperty("allow_model")
    ALLOW_MODEL,
    /** It may use no model that it is not allowed already. */
    @JsonProperty("deny")
    DENY
}
