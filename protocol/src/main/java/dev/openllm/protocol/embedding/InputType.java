package dev.openllm.protocol.embedding;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The purpose of a text, for models that embed questions and documents differently. */
public enum InputType {
    /** A question or search term. */
    @JsonProperty("query")
    QUERY,
    /** A text that is to be found. */
    @JsonProperty("document")
    DOCUMENT
}
