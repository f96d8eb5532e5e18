package dev.openllm.protocol.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The level of a configuration source. */
public enum ConfigLevel {
    /** For this user, in every workspace. */
    @JsonProperty("user")
    USER,
    /** For everyone who uses this workspace. */
    @JsonProperty("workspace")
    WORKSPACE
}
