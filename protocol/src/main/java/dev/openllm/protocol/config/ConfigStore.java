package dev.openllm.protocol.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A kind of configuration source. */
public enum ConfigStore {
    /** VS Code's settings. */
    @JsonProperty("vscode")
    VSCODE,
    /** The product's own YAML files. */
    @JsonProperty("native")
    NATIVE
}
