package dev.openllm.protocol.embedding;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The purpose of the input, for models that embed queries and documents differently. */
public enum InputType {
    /** A query, such as a question or search term. */
    @JsonProperty("query")
    QUERY,
    /** A document that queries are compared to. */
    @JsonProperty("document")
    DOCUMENT
}
