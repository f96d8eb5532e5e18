package dev.openllm.protocol.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A kind of configuration source. */
public enum ConfigStore {
    /** The settings of VS Code. */
    @JsonProperty("vscode")
    VSCODE,
    /** The YAML configuration files of Open LLM Provider. */
    @JsonProperty("native")
    NATIVE
}
