package dev.openllm.protocol.access;

import com.fasterxml.jackson.annotation.JsonProperty;

/** An action of a connected program that requires the user's consent. */
public enum PeerPermission {
    /** Read and change the configuration. */
    @JsonProperty("configuration")
    CONFIGURATION,
    /** Call the editor's tools. Tools that require confirmation still ask for it. */
    @JsonProperty("tools")
    TOOLS,
    /**
     * Make the listed changes to where prompts and keys are sent. Consent is required each time and never remembered.
     */
    @JsonProperty("destinations")
    DESTINATIONS
}
