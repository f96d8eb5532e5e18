package dev.openllm.protocol.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a configuration source applies to a user or to a workspace. */
public enum ConfigLevel {
    /** The source applies to this user in every workspace. */
    @JsonProperty("user")
    USER,
    /** The source applies to everyone who uses this workspace. */
    @JsonProperty("workspace")
    WORKSPACE
}
