package dev.openllm.protocol.secret;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The scope of a stored key. */
public enum SecretScope {
    /** The user, in every workspace. */
    @JsonProperty("user")
    USER,
    /** The user, in this workspace only. */
    @JsonProperty("workspace")
    WORKSPACE
}
