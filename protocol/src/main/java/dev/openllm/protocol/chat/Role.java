package dev.openllm.protocol.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who speaks. Tool results are parts of a user message. */
public enum Role {
    @JsonProperty("system")
    SYSTEM,
    @JsonProperty("user")
    USER,
    @JsonProperty("assistant")
    ASSISTANT
}
