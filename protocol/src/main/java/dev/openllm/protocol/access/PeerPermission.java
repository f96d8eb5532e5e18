package dev.openllm.protocol.access;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a connected program may do only with the user's consent. */
public enum PeerPermission {
    /** Read and change the configuration. */
    @JsonProperty("configuration")
    CONFIGURATION,
    /** Call the editor's tools; tools that require confirmation still ask for it. */
    @JsonProperty("tools")
    TOOLS,
    /** Make the listed changes of where prompts and keys are sent; asked for each time, and never remembered. */
    @JsonProperty("destinations")
    DESTINATIONS
}
