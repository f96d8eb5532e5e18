package dev.openllm.protocol.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The author of a message. Tool results are parts of a user message. */
public enum Role {
    @JsonProperty("system")
    SYSTEM,
    @JsonProperty("user")
    USER,
    @JsonProperty("assistant")
    ASSISTANT
}
