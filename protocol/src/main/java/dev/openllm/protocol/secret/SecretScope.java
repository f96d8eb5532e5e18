package dev.openllm.protocol.secret;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The scope of a stored API key. */
public enum SecretScope {
    /** The API key applies to the user in every workspace. */
    @JsonProperty("user")
    USER,
    /** The API key applies to the user in this workspace only. */
    @JsonProperty("workspace")
    WORKSPACE
}
