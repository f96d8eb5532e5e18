package dev.openllm.protocol.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** For whom configuration counts. */
public enum ConfigLevel {
    /** For this person, everywhere. */
    @JsonProperty("user")
    USER,
    /** For everyone who works in this workspace. */
    @JsonProperty("workspace")
    WORKSPACE
}
