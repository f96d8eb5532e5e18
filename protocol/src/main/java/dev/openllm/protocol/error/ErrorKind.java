package dev.openllm.protocol.error;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What went wrong, in the terms that decide what to do next. */
public enum ErrorKind {
    /** The key is missing, wrong or expired. */
    @JsonProperty("auth")
    AUTH,
    /** The key is good but may not do this, or the person did not allow it. */
    @JsonProperty("permission")
    PERMISSION,
    /** No such model, deployment or provider. */
    @JsonProperty("model_not_found")
    MODEL_NOT_FOUND,
    /** The provider does not accept the request as it stands. */
    @JsonProperty("invalid_request")
    INVALID_REQUEST,
    /** The request does not fit into the model's context. */
    @JsonProperty("context_too_long")
    CONTEXT_TOO_LONG,
    /** Too many requests for the moment. */
    @JsonProperty("rate_limited")
    RATE_LIMITED,
    /** The account has no credit or quota left. */
    @JsonProperty("quota")
    QUOTA,
    /** The provider's filter refused the prompt or the answer. */
    @JsonProperty("content_filtered")
    CONTENT_FILTERED,
    /** The provider is overloaded or down for the moment. */
    @JsonProperty("overloaded")
    OVERLOADED,
    /** The provider cannot be reached. */
    @JsonProperty("network")
    NETWORK,
    /** The provider did not answer in time. */
    @JsonProperty("timeout")
    TIMEOUT,
    /** The provider answered something that is no valid answer. */
    @JsonProperty("bad_response")
    BAD_RESPONSE,
    /** The configuration says something that cannot be used. */
    @JsonProperty("config")
    CONFIG,
    /** The caller cancelled the request. */
    @JsonProperty("cancelled")
    CANCELLED,
    /** A fault of our own. */
    @JsonProperty("internal")
    INTERNAL
}
