package dev.openllm.protocol.secret;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The stores of keys, in the order in which they are searched. */
public enum SecretStore {
    /** A program that prints the key; only in the user's own configuration file. Read only. */
    @JsonProperty("command")
    COMMAND,
    /** A variable of the environment the server was started in. Read only. */
    @JsonProperty("environment")
    ENVIRONMENT,
    /** VS Code's SecretStorage, through the client that declared it. */
    @JsonProperty("vscode")
    VSCODE,
    /** The keychain of the operating system. */
    @JsonProperty("keychain")
    KEYCHAIN,
    /** A {@code .env} file. */
    @JsonProperty("dotenv")
    DOTENV
}
