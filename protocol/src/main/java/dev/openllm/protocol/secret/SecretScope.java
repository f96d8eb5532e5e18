package dev.openllm.protocol.secret;

import com.fasterxml.jackson.annotation.JsonProperty;

/** For whom a key is stored. */
public enum SecretScope {
    /** For this person, everywhere. */
    @JsonProperty("user")
    USER,
    /** For this person, in this workspace only. */
    @JsonProperty("workspace")
    WORKSPACE
}
