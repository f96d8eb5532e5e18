package dev.openllm.protocol.access;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a program that is connected to a running server may do only with the person's consent. */
public enum PeerPermission {
    /** Read and change the configuration. */
    @JsonProperty("configuration")
    CONFIGURATION,
    /** Call the tools of the editor; those that ask before they do something still ask. */
    @JsonProperty("tools")
    TOOLS
}
