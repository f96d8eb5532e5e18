package dev.openllm.protocol.access;

import com.fasterxml.jackson.annotation.JsonProperty;

/** An action that a connected program may perform only with the user's consent. */
public enum PeerPermission {
    /** Reading and changing the configuration. */
    @JsonProperty("configuration")
    CONFIGURATION,
    /** Calling the editor's tools. A tool that requires confirmation still asks the user. */
    @JsonProperty("tools")
    TOOLS,
    /**
     * Making the listed changes to where prompts and API keys are sent. Consent is required each time and is never
     * remembered.
     */
    @JsonProperty("destinations")
    DESTINATIONS
}
