package dev.openllm.protocol.secret;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The stores that can contain API keys, in the order in which they are searched. */
public enum SecretStore {
    /**
     * A command that prints the API key. Such a command can be specified only in the user's own configuration file.
     * Read-only.
     */
    @JsonProperty("command")
    COMMAND,
    /** An environment variable of the server process. Read-only. */
    @JsonProperty("environment")
    ENVIRONMENT,
    /** The secret storage of VS Code, accessed through the client that started the server. */
    @JsonProperty("vscode")
    VSCODE,
    /** The keychain of the operating system. */
    @JsonProperty("keychain")
    KEYCHAIN,
    /** A {@code .env} file. */
    @JsonProperty("dotenv")
    DOTENV
}
