package dev.openllm.protocol.error;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kinds of failures, grouped by what the user can do next. */
public enum ErrorKind {
    /** The API key is missing, wrong, or expired. */
    @JsonProperty("auth")
    AUTH,
    /** The API key is valid but lacks permission, or the user did not allow the request. */
    @JsonProperty("permission")
    PERMISSION,
    /** The model, deployment, or provider does not exist. */
    @JsonProperty("model_not_found")
    MODEL_NOT_FOUND,
    /** The server or the provider does not accept the request. */
    @JsonProperty("invalid_request")
    INVALID_REQUEST,
    /** The request exceeds the model's context window. */
    @JsonProperty("context_too_long")
    CONTEXT_TOO_LONG,
    /** Too many requests were sent in a short time or are running at once. */
    @JsonProperty("rate_limited")
    RATE_LIMITED,
    /** The account has no credit or quota left. */
    @JsonProperty("quota")
    QUOTA,
    /** The provider's content filter blocked the prompt or the response. */
    @JsonProperty("content_filtered")
    CONTENT_FILTERED,
    /** The provider is overloaded or temporarily unavailable. */
    @JsonProperty("overloaded")
    OVERLOADED,
    /** The provider cannot be reached. */
    @JsonProperty("network")
    NETWORK,
    /** The provider did not respond in time. */
    @JsonProperty("timeout")
    TIMEOUT,
    /** The provider's response is invalid. */
    @JsonProperty("bad_response")
    BAD_RESPONSE,
    /** The configuration is invalid. */
    @JsonProperty("config")
    CONFIG,
    /** The caller canceled the request. */
    @JsonProperty("cancelled")
    CANCELLED,
    /** An internal error. */
    @JsonProperty("internal")
    INTERNAL
}
