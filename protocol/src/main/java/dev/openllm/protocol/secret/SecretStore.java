package dev.openllm.protocol.secret;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The key stores, in the order in which they are searched. */
public enum SecretStore {
    /** A program that prints the key, which can be set only in the user's own configuration file. Read-only. */
    @JsonProperty("command")
    COMMAND,
    /** A variable in the environment that the server was started in. Read-only. */
    @JsonProperty("environment")
    ENVIRONMENT,
    /** VS Code's secret storage, accessed through the client that declared it. */
    @JsonProperty("vscode")
    VSCODE,
    /** The keychain of the operating system. */
    @JsonProperty("keychain")
    KEYCHAIN,
    /** A {@code .env} file. */
    @JsonProperty("dotenv")
    DOTENV
}
