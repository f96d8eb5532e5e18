package dev.openllm.protocol.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The reason why a response ended. */
public enum FinishReason {
    /** The model completed its response or reached a stop sequence. */
    @JsonProperty("stop")
    STOP,
    /** The output limit or the context window was exhausted. */
    @JsonProperty("length")
    LENGTH,
    /** The model is waiting for the results of its tool calls. */
    @JsonProperty("tool_calls")
    TOOL_CALLS,
    /** The provider's content filter cut off the response. */
    @JsonProperty("content_filter")
    CONTENT_FILTER,
    /** The model refused to respond. */
    @JsonProperty("refusal")
    REFUSAL,
    /** The provider stopped with an unspecified error. */
    @JsonProperty("error")
    ERROR,
    /** Another reason; see {@code finishReasonRaw}. */
    @JsonProperty("other")
    OTHER
}
