package dev.openllm.protocol.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why an answer ended. */
public enum FinishReason {
    /** The model was done, or met a stop text. */
    @JsonProperty("stop")
    STOP,
    /** The limit of output tokens, or of the context, was reached. */
    @JsonProperty("length")
    LENGTH,
    /** The model waits for the results of its tool calls. */
    @JsonProperty("tool_calls")
    TOOL_CALLS,
    /** The provider's filter cut the answer. */
    @JsonProperty("content_filter")
    CONTENT_FILTER,
    /** The model refused. */
    @JsonProperty("refusal")
    REFUSAL,
    /** The provider broke off with an error it did not name. */
    @JsonProperty("error")
    ERROR,
    /** Something else, see {@code finishReasonRaw}. */
    @JsonProperty("other")
    OTHER
}
